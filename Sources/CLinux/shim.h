#pragma once

// Swift's own module for the C library leaves out what is Linux's alone (feature_test_macros(7)).

extern int syncfs(int descriptor);

static inline int latchkey_syncfs(int descriptor) {
    return syncfs(descriptor);
}
