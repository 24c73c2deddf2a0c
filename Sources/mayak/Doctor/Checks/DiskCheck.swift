import Bot
import Glibc
import Platform

/// Room where Mayak writes: the store and the plots.
enum DiskCheck {
    static let check = DoctorCheck("disk", atStart: [.bot, .scheduler]) { room in
        let places = [
            ("store", folder(of: room.settings.general.storePath)), ("plots", room.settings.plots.folder + "/"),
        ]
        return await DoctorQueue().run {
            places.map { name, folder in judge(free(in: folder), of: name) }
        }
    }

    /// What is left for us on a file system.
    struct Room: Hashable, Sendable {
        let bytes: UInt64
        /// nil where the file system does not count them.
        let files: UInt64?
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    }

    /// nil where it cannot be told; of a folder that is not there yet, the nearest above it.
    private static func free(in folder: String) -> Room? {
        var facts = statvfs()
        var name = folder[...]
        while statvfs(name.isEmpty ? "." : String(name), &facts) != 0 {
            guard errno == ENOENT, !name.isEmpty else { return nil }
            name = name.dropLast(name.hasSuffix("/") ? 1 : 0)
            name = name.lastIndex(of: "/").map { name[...$0] } ?? ""
        }
        let unit = UInt64(facts.f_frsize == 0 ? facts.f_bsize : facts.f_frsize)
        return Room(
            bytes: UInt64(facts.f_bavail).multipliedReportingOverflow(by: unit).partialValue,
            files: facts.f_files == 0 ? nil : UInt64(facts.f_favail)
        )
    }

    static func judge(_ room: Room?, of subject: String) -> Finding {
        guard let room else {
            return .warn(Said("место не узнать", "its room cannot be told"), of: subject)
        }
        let megabytes = room.bytes >> 20
        let said = Said("свободно \(megabytes) МБ", "\(megabytes) MB free")
        let advice = Said("освободите место: без него ничего не запишется", "make room: nothing can be stored without")
        if megabytes < 20 || room.files.map({ $0 < 100 }) == true { return .fail(said, advice, of: subject) }
        return megabytes < 500 ? .warn(said, advice, of: subject) : .ok(said, of: subject)
    }
}
