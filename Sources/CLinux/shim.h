#pragma once

// Swift's own module for the C library leaves out what is Linux's alone (feature_test_macros(7)).
// No header of the C library is included: its types would be this module's, and not Glibc's.

extern int syncfs(int descriptor);
extern int memfd_create(const char *name, unsigned int flags);

static inline int latchkey_syncfs(int descriptor) {
    return syncfs(descriptor);
}

/* A file that is nowhere but in memory; MFD_CLOEXEC is 1. Kernels from 6.3 on may ask for 8,
   MFD_NOEXEC_SEAL; older ones don't know it. */
static inline int latchkey_memory_file(const char *name) {
    int descriptor = memfd_create(name, 1U | 8U);
    return descriptor < 0 ? memfd_create(name, 1U) : descriptor;
}
