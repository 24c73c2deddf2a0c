#define _GNU_SOURCE
#include "CShimsSpawn.h"
#include <spawn.h>
#include <unistd.h>

int cshims_spawn(const char *program, const char *argument, pid_t *child) {
    posix_spawn_file_actions_t actions;
    int failure = posix_spawn_file_actions_init(&actions);
    if (failure) return failure;
    failure = posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    char *const arguments[] = {(char *)program, (char *)argument, NULL};
    if (!failure) failure = posix_spawn(child, program, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    return failure;
}
