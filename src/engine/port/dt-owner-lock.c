/* dt-owner-lock.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-port"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "dt-owner-lock.h"

#define FILE_NAME   "owner.lock"
#define RECORD_SIZE 128

struct _DtOwnerLock
{
  int      fd;
  gboolean stale;
};

G_DEFINE_QUARK (dt-owner-error-quark, dt_owner_error)

static struct flock
whole_file (void)
{
  return (struct flock) { .l_type = F_WRLCK, .l_whence = SEEK_SET };
}

/* "4711 2019-02-11T14:31:00Z\n" */
static gboolean
parse_record (const char *text,
              DtOwner    *owner)
{
  char *rest;
  char since[DT_TIME_BUF_SIZE];

  *owner = (DtOwner) { 0, DT_TIME_NONE };
  owner->pid = g_ascii_strtoll (text, &rest, 10);
  if (owner->pid <= 0 || *rest != ' ')
    {
      owner->pid = 0;
      return FALSE;
    }

  g_strlcpy (since, rest + 1, sizeof since);
  g_strchomp (since);
  if (!dt_time_parse (since, &owner->since))
    owner->since = DT_TIME_NONE;

  return TRUE;
}

static gboolean
read_record (int      fd,
             DtOwner *owner)
{
  char text[RECORD_SIZE];
  ssize_t n = pread (fd, text, sizeof text - 1, 0);

  text[MAX (n, 0)] = '\0';

  return parse_record (text, owner);
}

/* Names the owner; that it can be read by others is a courtesy, the lock is what counts. */
static gboolean
write_record (int fd)
{
  char since[DT_TIME_BUF_SIZE];
  g_autofree char *text = NULL;
  ssize_t length;

  dt_time_to_string (g_get_real_time () / G_USEC_PER_SEC * DT_SECOND, since);
  text = g_strdup_printf ("%d %s\n", (int) getpid (), since);
  length = strlen (text);

  return ftruncate (fd, 0) == 0 && pwrite (fd, text, length, 0) == length;
}

static void
set_owned_error (const char  *data_dir,
                 int          fd,
                 GError     **error)
{
  char since[DT_TIME_BUF_SIZE];
  DtOwner owner;

  if (!read_record (fd, &owner))
    g_set_error (error, DT_OWNER_ERROR, DT_OWNER_ERROR_OWNED,
                 "The data directory %s is owned by another process, which has only just begun",
                 data_dir);
  else
    g_set_error (error, DT_OWNER_ERROR, DT_OWNER_ERROR_OWNED,
                 "The data directory %s is owned by process %" G_GINT64_FORMAT "%s%s", data_dir,
                 owner.pid, owner.since != DT_TIME_NONE ? " since " : "",
                 owner.since != DT_TIME_NONE ? dt_time_to_string (owner.since, since) : "");
}

static void
set_unavailable_error (const char  *data_dir,
                       int          code,
                       GError     **error)
{
  const char *advice = "";

  switch (code)
    {
    case ENOSPC:
    case EDQUOT:
      advice = ": free some space, then try again";
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      advice = ": make it writable, or choose another one";
      break;
    default:
      break;
    }
  g_set_error (error, DT_OWNER_ERROR, DT_OWNER_ERROR_UNAVAILABLE,
               "The data directory %s cannot be owned: %s%s", data_dir, g_strerror (code), advice);
}

/**
 * dt_owner_lock_acquire:
 * @data_dir: an existing directory
 *
 * Returns: (transfer full): the ownership, or %NULL and @error says who has it or what is in the
 *   way
 */
DtOwnerLock *
dt_owner_lock_acquire (const char  *data_dir,
                       GError     **error)
{
  g_autofree char *path = g_build_filename (data_dir, FILE_NAME, NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  struct flock wanted = whole_file ();
  DtOwnerLock *lock;
  DtOwner before;

  if (fd < 0)
    {
      set_unavailable_error (data_dir, errno, error);
      return NULL;
    }

  /* Locks of the open file, not of the process: a second owner in this process is refused too */
  if (fcntl (fd, F_OFD_SETLK, &wanted) != 0)
    {
      if (errno == EAGAIN || errno == EACCES)
        set_owned_error (data_dir, fd, error);
      else
        set_unavailable_error (data_dir, errno, error);
      close (fd);
      return NULL;
    }

  lock = g_new (DtOwnerLock, 1);
  lock->fd = fd;
  lock->stale = read_record (fd, &before);
  if (!write_record (fd))
    {
      set_unavailable_error (data_dir, errno, error);
      g_clear_pointer (&lock, dt_owner_lock_release);
    }

  return lock;
}

void
dt_owner_lock_release (DtOwnerLock *lock)
{
  if (lock == NULL)
    return;

  /* An empty file says that its owner left in order */
  if (ftruncate (lock->fd, 0) != 0)
    g_debug ("The owner's name stays in the lock: %s", g_strerror (errno));
  close (lock->fd);
  g_free (lock);
}

gboolean
dt_owner_lock_was_stale (const DtOwnerLock *lock)
{
  return lock->stale;
}

gboolean
dt_owner_lock_peek (const char *data_dir,
                    DtOwner    *owner)
{
  g_autofree char *path = g_build_filename (data_dir, FILE_NAME, NULL);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  struct flock held = whole_file ();
  gboolean owned;

  *owner = (DtOwner) { 0, DT_TIME_NONE };
  if (fd < 0)
    return FALSE;

  owned = fcntl (fd, F_OFD_GETLK, &held) == 0 && held.l_type != F_UNLCK;
  if (owned)
    read_record (fd, owner);
  close (fd);

  return owned;
}
