import Exchange
import Market
import Monitor

/// When the AlgoPack key ends, as the key itself says.
enum KeyExpiryCheck {
    static let check = DoctorCheck("key", atStart: [.scheduler]) { room in
        [judge(hasKey: room.settings.moex.apiKey != nil, expiry: room.exchange.keyExpiry, at: room.clock.now)]
    }

    static func judge(hasKey: Bool, expiry: Timestamp?, at now: Timestamp) -> Finding {
        guard let expiry else {
            return hasKey
                ? .ok(Said("срок в ключе не указан", "the key does not tell its end"))
                : .ok(Said("ключа нет", "there is no key"))
        }
        let days = Int((expiry - now).inSeconds / 86_400)
        let end = MoscowTime.date(of: expiry)
        let renew = Said("выпустите новый и замените MOEX_API_KEY", "make a new one and replace MOEX_API_KEY")
        if expiry <= now { return .fail(Said("истёк \(end)", "ended on \(end)"), renew, isConfiguration: true) }
        if Double(days) < HorizonRules.keyDays {
            return .warn(Said("истекает \(end), через \(days) дн.", "ends on \(end), in \(days) days"), renew)
        }
        return .ok(Said("до \(end)", "until \(end)"))
    }
}
