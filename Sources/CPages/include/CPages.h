#ifndef LATCHKEY_PAGES_H
#define LATCHKEY_PAGES_H

#include <stddef.h>

/// One file of the static site, as it was when the program was built.
struct latchkey_page {
    /// Below the site's root, such as `assets/latchkey.js`.
    const char *path;
    const unsigned char *bytes;
    size_t size;
};

/// The file of a number, from 0; null past the last one.
const struct latchkey_page *latchkey_page_at(size_t number);

#endif
