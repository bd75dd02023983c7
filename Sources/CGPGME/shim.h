#pragma once

#include <gpgme.h>

/* gpgme_check_version is a macro, which Swift can't see. */
static inline const char *latchkey_gpgme_check_version(const char *required) {
    return gpgme_check_version(required);
}
