import Glibc
import Market
import Platform

/// How old the newest backup beside the store is.
enum BackupCheck {
    static let check = DoctorCheck("backup") { room in
        let path = room.settings.general.storePath
        return await DoctorQueue().run {
            [judge(hasStore: FileBytes.exists(path), newest: newest(beside: path), at: SystemClock().now)]
        }
    }

    /// The time of the newest `<store>*.bak`.
    private static func newest(beside path: String) -> Timestamp? {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? "./"
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        guard let directory = opendir(folder) else { return nil }
        defer { closedir(directory) }
        var newest: Timestamp?
        while let entry = readdir(directory) {
            let file = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard file.hasPrefix(name), file.hasSuffix(".bak") else { continue }
            var facts = stat()
            guard stat(folder + file, &facts) == 0 else { continue }
            let time = Timestamp(seconds: Int64(facts.st_mtim.tv_sec))
            newest = max(newest ?? time, time)
        }
        return newest
    }

    static func judge(hasStore: Bool, newest: Timestamp?, at now: Timestamp) -> Finding {
        guard hasStore else { return .ok(Said("копировать ещё нечего", "nothing to back up yet")) }
        let advice = Said("mayak db backup, лучше по расписанию", "mayak db backup, best on a schedule")
        guard let newest else {
            return .warn(Said("рядом с хранилищем копий нет", "there is no backup beside the store"), advice)
        }
        let said = Said(
            "последняя копия \(MoscowTime.text(newest)) МСК",
            "the latest is of \(MoscowTime.text(newest)) МСК"
        )
        return newest < now - .hours(24 * 7) ? .warn(said, advice) : .ok(said)
    }
}
