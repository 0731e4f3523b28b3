/* dt-engine-snapshot.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-engine-private.h"

/* What the desk sees: parts that keep their version, and their very value, while nothing in them
 * changed. */

#define ACTIVITY_TAIL 100

static const char *const part_names[DT_N_PARTS] = {
  "clock", "account", "positions", "orders", "activity",
};

static const char *const state_names[] = { "idle", "paused", "playing", "finished", "failed" };

static void
add (GVariantDict *dict,
     const char   *name,
     GVariant     *value)
{
  g_variant_dict_insert_value (dict, name, value);
}

static GVariant *
make_clock (DtEngine *engine)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  add (&dict, "state", g_variant_new_string (state_names[engine->state]));
  add (&dict, "book", g_variant_new_int64 (engine->book_id));
  add (&dict, "speed", g_variant_new_double (engine->speed));
  add (&dict, "recovered", g_variant_new_boolean (engine->recovered));
  if (engine->message != NULL)
    add (&dict, "message", g_variant_new_string (engine->message));
  if (engine->run != NULL)
    {
      add (&dict, "step", g_variant_new_uint64 (dt_kernel_get_step (engine->run->kernel)));
      add (&dict, "total", g_variant_new_uint64 (engine->total));
      add (&dict, "commands",
           g_variant_new_uint32 (dt_kernel_get_n_commands (engine->run->kernel)));
      add (&dict, "time", g_variant_new_int64 (dt_kernel_get_time (engine->run->kernel)));
    }

  return g_variant_dict_end (&dict);
}

/* Money crosses as its fixed-point integer. */
static GVariant *
make_account (DtEngine *engine)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (engine->run != NULL)
    {
      const DtBook *book = dt_kernel_get_book (engine->run->kernel);

      add (&dict, "equity", g_variant_new_int64 (dt_kernel_get_equity (engine->run->kernel)));
      add (&dict, "cash", g_variant_new_int64 (book->cash));
      add (&dict, "deposit", g_variant_new_int64 (engine->run->plan->spec->cash));
      add (&dict, "positions", g_variant_new_uint32 (book->n_open));
      add (&dict, "trades", g_variant_new_uint32 (book->trades->len));
      add (&dict, "breaker",
           g_variant_new_boolean (dt_kernel_get_breaker (engine->run->kernel)));
    }

  return g_variant_dict_end (&dict);
}

static GVariant *
make_position (DtEngine          *engine,
               DtInstrumentIndex  i)
{
  DtBook *book = (DtBook *) dt_kernel_get_book (engine->run->kernel);
  const DtPosition *position = &book->positions[i];
  const DtInstrument *instrument = engine->tape->instruments[i];
  const char *strategy = "user";
  DtMoney stop = DT_MONEY_NONE;
  gboolean trails = FALSE;

  if (position->strategy != DT_STRATEGY_USER)
    strategy = engine->run->plan->strategies[position->strategy]->name;
  if (position->stop_order != 0)
    {
      const DtOrder *order = dt_book_get_order (book, position->stop_order);

      stop = order->stop;
      trails = order->role == DT_ROLE_TRAIL;
    }

  return g_variant_new ("(sxxdxbs)", instrument->symbol, position->quantity,
                        dt_position_average (position), position->last, stop, trails, strategy);
}

/* a(sxxdxbs): symbol, quantity, average, last, stop or G_MININT64, whether it trails, owner */
static GVariant *
make_positions (DtEngine *engine)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sxxdxbs)"));
  if (engine->run != NULL)
    {
      const DtBook *book = dt_kernel_get_book (engine->run->kernel);

      for (guint i = 0; i < book->n_instruments; i++)
        if (book->positions[i].quantity != 0)
          g_variant_builder_add_value (&builder, make_position (engine, i));
    }

  return g_variant_builder_end (&builder);
}

/* a(tssxxx): id, symbol, "role type", quantity, limit, stop; live orders only */
static GVariant *
make_orders (DtEngine *engine)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(tssxxx)"));
  if (engine->run != NULL)
    {
      const DtBook *book = dt_kernel_get_book (engine->run->kernel);

      for (guint i = 0; i < book->orders->len; i++)
        {
          const DtOrder *order = &g_array_index (book->orders, DtOrder, i);
          g_autofree char *kind = NULL;

          if (!dt_order_is_live (order))
            continue;
          kind = g_strdup_printf ("%s %s", dt_order_role_to_string (order->role),
                                  dt_order_type_to_string (order->type));
          g_variant_builder_add (&builder, "(tssxxx)", order->id,
                                 engine->tape->instruments[order->instrument]->symbol, kind,
                                 order->quantity, order->limit, order->stop);
        }
    }

  return g_variant_builder_end (&builder);
}

/* a(txss): id, time, kind, text; the newest, oldest first */
static GVariant *
make_activity (DtEngine *engine)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(txss)"));
  if (engine->run != NULL)
    {
      const DtBook *book = dt_kernel_get_book (engine->run->kernel);
      guint n = book->activity->len;

      for (guint i = n > ACTIVITY_TAIL ? n - ACTIVITY_TAIL : 0; i < n; i++)
        {
          const DtActivity *row = &g_array_index (book->activity, DtActivity, i);

          g_variant_builder_add (&builder, "(txss)", row->id, row->time,
                                 dt_activity_kind_to_string (row->kind), row->text);
        }
    }

  return g_variant_builder_end (&builder);
}

static GVariant *
make_part (DtEngine *engine,
           guint     part)
{
  static GVariant *(*const makers[DT_N_PARTS]) (DtEngine *) = {
    make_clock, make_account, make_positions, make_orders, make_activity,
  };

  return g_variant_ref_sink (makers[part] (engine));
}

static void
refresh_part (DtEngine *engine,
              guint     i)
{
  DtPart *part = &engine->parts[i];
  g_autoptr(GVariant) value = NULL;

  if (part->value != NULL && part->made_at == engine->changes)
    return;

  value = make_part (engine, i);
  part->made_at = engine->changes;
  if (part->value != NULL && g_variant_equal (part->value, value))
    return;

  g_clear_pointer (&part->value, g_variant_unref);
  part->value = g_steal_pointer (&value);
  part->version++;
}

GVariant *
dt_engine_dup_snapshot (DtEngine *engine)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{s(tv)}"));
  for (guint i = 0; i < DT_N_PARTS; i++)
    {
      refresh_part (engine, i);
      g_variant_builder_add (&builder, "{s(tv)}", part_names[i], engine->parts[i].version,
                             engine->parts[i].value);
    }

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

void
dt_engine_drop_parts (DtEngine *engine)
{
  for (guint i = 0; i < DT_N_PARTS; i++)
    g_clear_pointer (&engine->parts[i].value, g_variant_unref);
}
