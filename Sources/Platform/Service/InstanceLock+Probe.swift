import Glibc

extension InstanceLock {
    /// True while a process of that kind runs; nothing is made or kept by asking.
    package static func isHeld(_ program: String, on path: String) -> Bool {
        let file = "\(path).\(program.split(separator: " ").last ?? "").instance"
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }
}
