// Runs before anything else of the callback page: the answer with its code leaves the address bar,
// the history and whatever might read them. A classic script, because a module would wait.
(() => {
  const { search, pathname } = location;
  history.replaceState(null, "", pathname);
  let taken = search;
  // Handed out once.
  Object.defineProperty(globalThis, "takeLatchkeyAnswer", {
    value: () => {
      const answer = taken;
      taken = "";
      return answer;
    },
  });
})();
