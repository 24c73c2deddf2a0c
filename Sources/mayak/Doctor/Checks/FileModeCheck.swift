import Glibc
import Platform

/// Who may read what holds secrets.
enum FileModeCheck {
    static let check = DoctorCheck("files") { room in
        // What stands in `.env` today may be no secret; tomorrow it will be.
        let files =
            [".env"] + room.settings.secretFiles.filter { $0 != ".env" } + [room.settings.general.storePath]
        return await DoctorQueue().run {
            let found = files.compactMap { path in mode(of: path).flatMap { judge(path, mode: $0) } }
            return found.isEmpty
                ? [.ok(Said("секреты читает только владелец", "only their owner reads what is secret"))] : found
        }
    }

    /// nil where there is no such file.
    private static func mode(of path: String) -> UInt32? {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts.st_mode & 0o7777 : nil
    }

    /// nil when all is well.
    static func judge(_ path: String, mode: UInt32) -> Finding? {
        guard mode & 0o077 != 0 else { return nil }
        let digits = "0" + String(mode & 0o777, radix: 8)
        return .warn(
            Said("\(path) открыт другим (\(digits))", "\(path) is open to others (\(digits))"),
            Said("chmod 600 \(path)", "chmod 600 \(path)")
        )
    }
}
