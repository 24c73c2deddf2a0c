#pragma once
#include <sys/types.h>

/// Starts a program with one argument, with this process's environment and standard streams and nothing else that is open here.
/// Why in C: glibc declares the action that closes the rest only for GNU sources, which Swift's module of it is not.
///
/// Returns 0 and the child, which has to be waited for; else an error number.
int cshims_spawn(const char *program, const char *argument, pid_t *child);
