#pragma once

#include <errno.h>
#include <spawn.h>

// Swift's own module for the C library leaves out what is Linux's alone (feature_test_macros(7)).

extern int syncfs(int descriptor);
extern int memfd_create(const char *name, unsigned int flags);

static inline int latchkey_syncfs(int descriptor) {
    return syncfs(descriptor);
}

/* A file that is nowhere but in memory; MFD_CLOEXEC is 1. Kernels from 6.3 on may ask for 8,
   MFD_NOEXEC_SEAL; older ones don't know it. */
static inline int latchkey_memory_file(const char *name) {
    int descriptor = memfd_create(name, 1U | 8U);
    return descriptor < 0 && errno == EINVAL ? memfd_create(name, 1U) : descriptor;
}

/* Absent from C libraries before glibc 2.34. */
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int)
    __attribute__((weak));

static inline int latchkey_spawn_close_from(posix_spawn_file_actions_t *actions, int first) {
    if (!posix_spawn_file_actions_addclosefrom_np) return 0;
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}
