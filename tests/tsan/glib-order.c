/* glib-order.c - tells ThreadSanitizer what GLib does between threads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

#include <gio/gio.h>

/* A GLib that is not instrumented locks with futexes and atomics of its own, so that the tool sees
 * a race wherever two threads meet by way of it. The functions by which our code hands something to
 * another thread are defined here once more, in the program, which comes before the library: each
 * calls the real one and says what happens before what, of that one lock, source, task or
 * reference. What our own code does without these is still seen. */

static gpointer
look_up (gpointer   *found,
         const char *name)
{
  gpointer real = __atomic_load_n (found, __ATOMIC_RELAXED);

  if (real == NULL)
    {
      real = dlsym (RTLD_NEXT, name);
      __atomic_store_n (found, real, __ATOMIC_RELAXED);
    }

  return real;
}

/* The libraries find them here as well */
#pragma GCC visibility push(default)

#define REAL(name) \
  static gpointer found; \
  __typeof__ (name) *real = look_up (&found, #name)

#define BEFORE(object) __tsan_release ((void *) (object))
#define AFTER(object)  __tsan_acquire ((void *) (object))

/* The last reference ends it after all that others did with it */
#define BOTH(object) \
  G_STMT_START { BEFORE (object); AFTER (object); } G_STMT_END

/* Locks */

void
g_mutex_lock (GMutex *mutex)
{
  REAL (g_mutex_lock);
  real (mutex);
  AFTER (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  REAL (g_mutex_trylock);
  gboolean locked = real (mutex);

  if (locked)
    AFTER (mutex);
  return locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  REAL (g_mutex_unlock);
  BEFORE (mutex);
  real (mutex);
}

void
g_cond_wait (GCond  *cond,
             GMutex *mutex)
{
  REAL (g_cond_wait);
  BEFORE (mutex);
  real (cond, mutex);
  AFTER (mutex);
}

gboolean
g_cond_wait_until (GCond  *cond,
                   GMutex *mutex,
                   gint64  end)
{
  REAL (g_cond_wait_until);
  gboolean signalled;

  BEFORE (mutex);
  signalled = real (cond, mutex, end);
  AFTER (mutex);
  return signalled;
}

/* What is made once */

#undef g_once_init_enter
#undef g_once_init_leave

gboolean
g_once_init_enter (volatile void *location)
{
  REAL (g_once_init_enter);
  gboolean first;

  first = real (location);
  AFTER (location);
  return first;
}

void
g_once_init_leave (volatile void *location,
                   gsize          result)
{
  REAL (g_once_init_leave);

  BEFORE (location);
  real (location, result);
}

/* Sources: what was done before one was attached, before it is dispatched */

typedef struct
{
  GSourceFuncs        funcs;
  const GSourceFuncs *real;
} Funcs;

static gboolean
dispatch_in_order (GSource     *source,
                   GSourceFunc  func,
                   gpointer     data)
{
  const Funcs *funcs;
  gboolean more;

  AFTER (source);
  funcs = (const Funcs *) source->source_funcs;
  more = funcs->real->dispatch (source, func, data);
  BEFORE (source);
  return more;
}

guint
g_source_attach (GSource      *source,
                 GMainContext *context)
{
  REAL (g_source_attach);
  Funcs *funcs = g_new0 (Funcs, 1);

  funcs->real = source->source_funcs;
  funcs->funcs = *source->source_funcs;
  funcs->funcs.dispatch = dispatch_in_order;
  source->source_funcs = &funcs->funcs;
  BEFORE (source);
  return real (source, context);
}

void
g_source_set_ready_time (GSource *source,
                         gint64   time)
{
  REAL (g_source_set_ready_time);
  BEFORE (source);
  real (source, time);
}

void
g_source_destroy (GSource *source)
{
  REAL (g_source_destroy);
  BOTH (source);
  real (source);
}

/* Tasks: the result and all before it */

#define RETURN(name, type) \
  void \
  name (GTask *task, \
        type   value) \
  { \
    REAL (name); \
    BEFORE (task); \
    real (task, value); \
  }

#define PROPAGATE(name, type) \
  type \
  name (GTask   *task, \
        GError **error) \
  { \
    REAL (name); \
    AFTER (task); \
    return real (task, error); \
  }

RETURN (g_task_return_boolean, gboolean)
RETURN (g_task_return_error, GError *)
PROPAGATE (g_task_propagate_boolean, gboolean)
PROPAGATE (g_task_propagate_pointer, gpointer)

void
g_task_return_pointer (GTask          *task,
                       gpointer        result,
                       GDestroyNotify  destroy)
{
  REAL (g_task_return_pointer);
  BEFORE (task);
  real (task, result, destroy);
}

gboolean
g_task_return_error_if_cancelled (GTask *task)
{
  REAL (g_task_return_error_if_cancelled);
  BEFORE (task);
  return real (task);
}

/* References */

#undef g_atomic_ref_count_dec
#undef g_object_ref

gboolean
g_atomic_ref_count_dec (gatomicrefcount *count)
{
  REAL (g_atomic_ref_count_dec);
  gboolean last;

  BEFORE (count);
  last = real (count);
  if (last)
    AFTER (count);
  return last;
}

#define UNREF(name, type) \
  void \
  name (type object) \
  { \
    REAL (name); \
    BOTH (object); \
    real (object); \
    /* No jump: the name of this function is to stand in a report */ \
    __asm__ volatile ("" ::: "memory"); \
  }

UNREF (g_object_unref, gpointer)
UNREF (g_variant_unref, GVariant *)
UNREF (g_bytes_unref, GBytes *)
UNREF (g_hash_table_unref, GHashTable *)
UNREF (g_main_context_unref, GMainContext *)
UNREF (g_main_loop_unref, GMainLoop *)
UNREF (g_source_unref, GSource *)
UNREF (g_ptr_array_unref, GPtrArray *)
UNREF (g_array_unref, GArray *)
UNREF (g_thread_unref, GThread *)

#pragma GCC visibility pop
