/* fake-backend.h - an engine that only counts, for tests of its doors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dt-command.h"
#include "dt-engine-backend.h"
#include "dt-worker.h"

/* "run.step" changes the part "clock", "order.buy" the part "orders" and answers with its
 * arguments, "run.speed" refuses, "run.pause" keeps the engine busy for 100 ms. */
typedef struct
{
  DtEngineBackend backend;
  DtWorker       *worker;
  guint64         n_executed;
  guint64         versions[2];
  GVariant       *values[2];
} FakeBackend;

static inline GVariant *
fake_execute (DtEngineBackend  *backend,
              const char       *command,
              GVariant         *arguments,
              GError          **error)
{
  FakeBackend *fake = (FakeBackend *) backend;
  int part = -1;

  dt_worker_assert_current (fake->worker);
  fake->n_executed++;
  if (g_str_equal (command, "run.pause"))
    g_usleep (100000);
  if (g_str_equal (command, "run.speed"))
    {
      g_set_error (error, DT_COMMAND_ERROR, DT_COMMAND_ERROR_REFUSED, "No “run” is going on");
      return NULL;
    }

  if (g_str_equal (command, "run.step"))
    part = 0;
  if (g_str_equal (command, "order.buy"))
    part = 1;
  if (part >= 0)
    {
      g_variant_unref (fake->values[part]);
      fake->values[part] = g_variant_ref_sink (g_variant_new ("(ts)", ++fake->versions[part],
                                                              command));
    }

  return g_variant_ref (arguments);
}

static inline GVariant *
fake_dup_snapshot (DtEngineBackend *backend)
{
  static const char *const names[] = { "clock", "orders" };
  FakeBackend *fake = (FakeBackend *) backend;
  GVariantBuilder builder;

  dt_worker_assert_current (fake->worker);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{s(tv)}"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_variant_builder_add (&builder, "{s(tv)}", names[i], fake->versions[i], fake->values[i]);

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

static inline FakeBackend *
fake_backend_new (void)
{
  FakeBackend *fake = g_new0 (FakeBackend, 1);

  fake->worker = dt_worker_new ("fake-engine");
  fake->backend.context = dt_worker_get_context (fake->worker);
  fake->backend.execute = fake_execute;
  fake->backend.dup_snapshot = fake_dup_snapshot;
  for (guint i = 0; i < G_N_ELEMENTS (fake->values); i++)
    fake->values[i] = g_variant_ref_sink (g_variant_new ("(ts)", G_GUINT64_CONSTANT (0), ""));

  return fake;
}

static inline void
fake_backend_free (FakeBackend *fake)
{
  dt_worker_stop (fake->worker);
  g_object_unref (fake->worker);
  for (guint i = 0; i < G_N_ELEMENTS (fake->values); i++)
    g_variant_unref (fake->values[i]);
  g_free (fake);
}
