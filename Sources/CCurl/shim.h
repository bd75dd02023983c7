#pragma once

#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

// curl's setopt and getinfo are variadic, and Swift cannot call a variadic function. Here they are
// once more, by the type of the value.

static inline CURLcode curl_shim_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_shim_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_shim_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_shim_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_shim_set_list(
    CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_shim_set_write(
    CURL *handle, CURLoption option, curl_write_callback value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_shim_set_open_socket(CURL *handle, curl_opensocket_callback value) {
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, value);
}

// Called when a connection is chosen and the request is about to go out on it (from 7.80 on).
typedef int (*curl_shim_prereq_callback)(void *context, char *, char *, int, int);

static inline CURLcode curl_shim_set_prereq(
    CURL *handle, curl_shim_prereq_callback value, void *context) {
#if LIBCURL_VERSION_NUM >= 0x075000
    CURLcode code = curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, value);
    return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_PREREQDATA, context) : code;
#else
    return CURLE_UNKNOWN_OPTION;
#endif
}

// The list of protocols became a text in 7.85; before it was a set of bits.
static inline CURLcode curl_shim_set_http_only(CURL *handle) {
#if LIBCURL_VERSION_NUM >= 0x075500
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
#else
    return curl_easy_setopt(handle, CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

static inline CURLcode curl_shim_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode curl_shim_get_size(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode curl_shim_get_text(CURL *handle, CURLINFO info, const char **value) {
    return curl_easy_getinfo(handle, info, (char **)value);
}

static inline CURLMcode curl_shim_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

// The context comes back in both callbacks.
static inline CURLMcode curl_shim_multi_watch(
    CURLM *multi, curl_socket_callback socket, curl_multi_timer_callback timer, void *context) {
    CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, socket);
    if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
    if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, timer);
    if (code == CURLM_OK) code = curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
    return code;
}

// A socket that stirs, and how: curl's CURL_CSELECT_ bits. None of them where it neither reads nor
// writes: an error is for curl to find out by itself, as it does where it polls.
struct curl_shim_stir {
    int socket;
    int how;
};

// Swift's own module for the C library leaves epoll and eventfd out.
static inline int curl_shim_epoll(void) {
    return epoll_create1(EPOLL_CLOEXEC);
}

// `what` is one of curl's CURL_POLL_ numbers. A socket that is closed is out of the set already.
static inline void curl_shim_epoll_watch(int set, int socket, int what) {
    struct epoll_event event = {.data.fd = socket};
    if (what == CURL_POLL_IN || what == CURL_POLL_INOUT) event.events |= EPOLLIN;
    if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT) event.events |= EPOLLOUT;
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(set, EPOLL_CTL_DEL, socket, &event);
    } else if (epoll_ctl(set, EPOLL_CTL_ADD, socket, &event) != 0) {
        epoll_ctl(set, EPOLL_CTL_MOD, socket, &event);
    }
}

// How many of the stirs were filled in; the next call tells of the others.
static inline int curl_shim_epoll_wait(
    int set, struct curl_shim_stir *stirs, int room, int milliseconds) {
    struct epoll_event events[256];
    int count = epoll_wait(set, events, room < 256 ? room : 256, milliseconds);
    for (int index = 0; index < count; index++) {
        unsigned bits = events[index].events;
        stirs[index].socket = events[index].data.fd;
        stirs[index].how = (bits & EPOLLIN ? CURL_CSELECT_IN : 0)
            | (bits & EPOLLOUT ? CURL_CSELECT_OUT : 0);
    }
    return count < 0 ? 0 : count;
}

static inline int curl_shim_doorbell(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

static inline CURLSHcode curl_shim_share_sessions(CURLSH *share) {
    return curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
}
