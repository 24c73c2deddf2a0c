import Market
import Platform
import Store

/// How old the newest backup is.
enum BackupCheck {
    static let check = DoctorCheck("backup") { room in
        let path = room.settings.general.storePath
        // What is kept does not matter to whoever only looks.
        let copies = StoreBackups(of: path, in: room.settings.backup.folder, keep: 1)
        return await DoctorQueue().run {
            do {
                let newest = try copies.all().map(\.writtenAt).max()
                return [judge(hasStore: FileBytes.exists(path), newest: newest, at: SystemClock().now)]
            } catch {
                let said = Said("папка копий не читается: \(error)", "the folder of backups cannot be read: \(error)")
                return [.warn(said)]
            }
        }
    }

    static func judge(hasStore: Bool, newest: Timestamp?, at now: Timestamp) -> Finding {
        guard hasStore else { return .ok(Said("копировать ещё нечего", "nothing to back up yet")) }
        let advice = Said("mayak db backup, или backup.keep больше нуля", "mayak db backup, or backup.keep above zero")
        guard let newest else {
            return .warn(Said("копий хранилища нет", "there is no backup of the store"), advice)
        }
        let said = Said(
            "последняя копия \(MoscowTime.text(newest)) МСК",
            "the latest is of \(MoscowTime.text(newest)) МСК"
        )
        return newest < now - .hours(24 * 7) ? .warn(said, advice) : .ok(said)
    }
}
