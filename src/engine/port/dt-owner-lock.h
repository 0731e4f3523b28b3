/* dt-owner-lock.h - one process owns a data directory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-time.h"

G_BEGIN_DECLS

#define DT_OWNER_ERROR (dt_owner_error_quark ())
GQuark dt_owner_error_quark (void);

typedef enum
{
  DT_OWNER_ERROR_OWNED,        /* by another process: attach to it, or wait for it */
  DT_OWNER_ERROR_UNAVAILABLE,  /* the directory cannot be owned: read-only, missing, ... */
} DtOwnerError;

/**
 * DtOwnerLock:
 *
 * Ownership of a data directory: a lock on the file "owner.lock" in it, which names the owner. The
 * kernel drops the lock with the process, however it ends; the name that stays behind then shows
 * that the owner was cut off.
 *
 * Thread: any.
 */
typedef struct _DtOwnerLock DtOwnerLock;

typedef struct
{
  gint64 pid;      /* 0: not known, it has only just begun */
  DtTime since;    /* wall clock; DT_TIME_NONE: not known */
} DtOwner;

DtOwnerLock *dt_owner_lock_acquire   (const char         *data_dir,
                                      GError            **error);
void         dt_owner_lock_release   (DtOwnerLock        *lock);
/* The owner before this one was cut off. */
gboolean     dt_owner_lock_was_stale (const DtOwnerLock  *lock);
/* Who owns the directory now, without touching the lock; %FALSE when nobody does. */
gboolean     dt_owner_lock_peek      (const char         *data_dir,
                                      DtOwner            *owner);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtOwnerLock, dt_owner_lock_release)

G_END_DECLS
