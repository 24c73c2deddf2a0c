#pragma once
#include <microhttpd.h>
#include <sys/socket.h>

typedef void *(*cmicrohttpd_target_callback)(void *context, const char *target, struct MHD_Connection *connection);

/// Starts a daemon with one epoll thread. Why a shim: MHD_start_daemon() takes `...`, which Swift does not import.
static inline struct MHD_Daemon *cmicrohttpd_start(
    unsigned int flags, const struct sockaddr *address, MHD_AccessHandlerCallback answer,
    cmicrohttpd_target_callback target, MHD_RequestCompletedCallback completed, MHD_NotifyConnectionCallback connected,
    void *context, size_t memory_per_connection, unsigned int connections, unsigned int idle_seconds
) {
    return MHD_start_daemon(
        flags, 0, NULL, NULL, answer, context,
        MHD_OPTION_SOCK_ADDR, address,
        MHD_OPTION_URI_LOG_CALLBACK, target, context,
        MHD_OPTION_NOTIFY_COMPLETED, completed, context,
        MHD_OPTION_NOTIFY_CONNECTION, connected, context,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, memory_per_connection,
        MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_TIMEOUT, idle_seconds,
        MHD_OPTION_END
    );
}

/// The port a daemon listens on, 0 when unknown. Why a shim: variadic, and the result is a union.
static inline uint16_t cmicrohttpd_port(struct MHD_Daemon *daemon) {
    const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info ? info->port : 0;
}

/// The socket of a connection, -1 when unknown. Why a shim: variadic, and the result is a union.
static inline int cmicrohttpd_socket(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? info->connect_fd : -1;
}

/// Gives an upgraded connection back; its socket is closed. Why a shim: variadic.
static inline enum MHD_Result cmicrohttpd_close_upgraded(struct MHD_UpgradeResponseHandle *handle) {
    return MHD_upgrade_action(handle, MHD_UPGRADE_ACTION_CLOSE);
}
