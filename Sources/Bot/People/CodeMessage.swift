import Market
import Operations
import Platform
import Store

/// The message with a one-time code, drawn at the moment of its delivery.
///
/// The store keeps only the digest, and that before the message leaves. Should the process die in between, or the answer not
/// come, the next attempt draws another code and the one before is worthless.
struct CodeMessage: Sendable {
    let store: OperationsStore
    let random: RandomSource

    /// - Returns: nothing where nobody can come in with the invitation any more.
    func outgoing(_ invitation: Int64, _ wording: Wording, at now: Timestamp) async throws -> Outgoing {
        let code = try OneTimeCode(random)
        guard let sealed = try await store.people.sealCode(code.digest(), of: invitation) else {
            return .nothing("invitation \(invitation) is not open")
        }
        var lines = [
            wording.html(
                PeoplePhrase.code,
                [
                    "code": code.description, "role": wording.name(sealed.role),
                    "time": wording.moscow(sealed.expiresAt, today: MoscowTime.date(of: now)),
                    "id": String(sealed.id),
                ]
            )
        ]
        if let name = try await store.settings.value(SettingName.botName) {
            lines.append(HTMLText.escape("https://t.me/\(name)?start=\(code.compact)"))
        }
        return .text(RenderedMessage(html: lines.joined(separator: "\n")), editing: nil, showing: nil)
    }
}
