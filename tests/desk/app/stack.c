/* stack.c - a program tells where its threads are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include <execinfo.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Loaded into the program by its tests (guard.py), since where they fail there may be no debugger:
 * a thread that gets SIGUSR2 writes its stack to stderr, one that crashes too, as it ends. */

#define MOST 48

static void
say (const char *text)
{
  if (write (STDERR_FILENO, text, strlen (text)) < 0)
    return;
}

static void
tell_stack (int number)
{
  void *frames[MOST];
  char name[17] = "";

  prctl (PR_GET_NAME, name);
  say ("stack of ");
  say (name);
  say (number == SIGUSR2 ? ", asked for\n" : ", which crashed\n");
  backtrace_symbols_fd (frames, backtrace (frames, MOST), STDERR_FILENO);
  say ("end of stack\n");
  /* The handler was for once: this time it ends the program as it would have without */
  if (number != SIGUSR2)
    raise (number);
}

__attribute__ ((constructor)) static void
listen_for_signals (void)
{
  static const int numbers[] = { SIGUSR2, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP };
  void *frame[1];

  /* The first call loads a library, which a handler must not */
  backtrace (frame, 1);
  for (unsigned i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
    {
      struct sigaction action = { .sa_handler = tell_stack };

      action.sa_flags = numbers[i] == SIGUSR2 ? SA_RESTART : (int) SA_RESETHAND;
      sigaction (numbers[i], &action, NULL);
    }
}
