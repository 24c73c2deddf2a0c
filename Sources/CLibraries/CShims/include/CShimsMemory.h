#pragma once

/// At most so many arenas for all threads (mallopt(3), M_ARENA_MAX).
/// Why in C: <malloc.h> is no part of Swift's module of glibc.
void cshims_limit_arenas(int most);
