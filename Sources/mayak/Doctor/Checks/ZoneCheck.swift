import Market
import Platform

/// The zone of reports, and the zone data it needs.
enum ZoneCheck {
    static let check = DoctorCheck("zone", atStart: [.scheduler]) { room in
        let name = room.settings.general.zone
        return await DoctorQueue().run {
            let data = FileBytes.exists(ZoneFile.systemDirectory + "/Europe/Moscow")
            do throws(ZoneError) {
                if name != TimeZoneRules.moscow.name { _ = try ZoneFile.load(name) }
                return [judge(name, hasData: data, problem: nil)]
            } catch {
                return [judge(name, hasData: data, problem: error)]
            }
        }
    }

    static func judge(_ name: String, hasData: Bool, problem: ZoneError?) -> Finding {
        let install = Said("установите tzdata", "install tzdata")
        if let problem {
            return .fail(
                Said(both: problem.detail),
                hasData ? Said("исправьте zone (MAYAK_ZONE)", "correct zone (MAYAK_ZONE)") : install,
                isConfiguration: true
            )
        }
        return hasData
            ? .ok(Said(both: name)) : .warn(Said("\(name), данных о поясах нет", "\(name), no zone data here"), install)
    }
}
