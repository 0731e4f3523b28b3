/* dt-kernel-send.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dt-kernel"

#include "config.h"

#include "dt-kernel-private.h"

/* The only place from which a broker hears of orders: whoever is here has passed the guards, and
 * has been written down or must not wait for it. A test of the house looks. */

gboolean
dt_kernel_send_order (DtKernel       *kernel,
                      const DtOrder  *order,
                      GError        **error)
{
  DtBroker *broker = kernel->config.broker;

  /* It hears of it when it is handed over */
  if (kernel->alone)
    return TRUE;

  return broker->klass->submit (broker, order, error);
}

void
dt_kernel_send_cancel (DtKernel *kernel,
                       guint64   order)
{
  DtBroker *broker = kernel->config.broker;

  if (!kernel->alone)
    broker->klass->cancel (broker, order);
}

/* %DT_MONEY_NONE keeps a price, 0 the quantity. */
void
dt_kernel_send_replace (DtKernel   *kernel,
                        guint64     order,
                        DtMoney     limit,
                        DtMoney     stop,
                        DtQuantity  quantity)
{
  DtBroker *broker = kernel->config.broker;

  if (!kernel->alone)
    broker->klass->replace (broker, order, limit, stop, quantity);
}
