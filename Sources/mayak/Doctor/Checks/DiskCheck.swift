import Bot
import Platform

/// Room where Mayak writes: the store and the plots.
enum DiskCheck {
    static let check = DoctorCheck("disk", atStart: [.bot, .scheduler]) { room in
        let places = [
            ("store", folder(of: room.settings.general.storePath)), ("plots", room.settings.plots.folder + "/"),
        ]
        return await DoctorQueue().run {
            places.map { name, folder in judge(DiskRoom(in: folder), of: name) }
        }
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
    }

    static func judge(_ room: DiskRoom?, of subject: String) -> Finding {
        guard let room else {
            return .warn(Said("место не узнать", "its room cannot be told"), of: subject)
        }
        let said = Said("свободно \(room.megabytes) МБ", "\(room.megabytes) MB free")
        let advice = Said("освободите место: без него ничего не запишется", "make room: nothing can be stored without")
        return switch room.level {
        case .none: .fail(said, advice, of: subject)
        case .little: .warn(said, advice, of: subject)
        case .enough: .ok(said, of: subject)
        }
    }
}
