import Platform

/// What else runs here.
enum InstanceCheck {
    static let check = DoctorCheck("instances") { room in
        let path = room.settings.general.storePath
        return await DoctorQueue().run {
            let running = ["bot", "scheduler"].filter { InstanceLock.isHeld("mayak \($0)", on: path) }
            return [judge(running, other: RunningProduct.here(), store: path)]
        }
    }

    static func judge(_ running: [String], other: RunningProduct?, store: String) -> Finding {
        if let other, other.store != store {
            return .warn(
                Said(
                    "здесь работает продукт с другим хранилищем: \(other.store), pid \(other.pid)",
                    "a product with another store runs here: \(other.store), pid \(other.pid)"
                ),
                Said("остановите лишний", "stop the one that is not wanted")
            )
        }
        switch running.count {
        case 0: return .ok(Said("ничего не запущено", "nothing runs"))
        case 1:
            return .warn(
                Said("работает только \(running[0])", "only the \(running[0]) runs"),
                Said("запустите оба процесса", "start both processes")
            )
        default: return .ok(Said("бот и планировщик работают", "bot and scheduler run"))
        }
    }
}
