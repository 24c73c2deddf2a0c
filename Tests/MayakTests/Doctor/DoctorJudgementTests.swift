import Bot
import Exchange
import Market
import Platform
import Store
import Testing

@testable import mayak

/// What the doctor makes of what it saw; `Tests/EndToEndTests/Doctor` runs the command against the faults themselves.
@Suite("The doctor's judgements")
struct DoctorJudgementTests {
    private let now = MoscowTime.instant("2026-11-20 10:00:00") ?? Timestamp(seconds: 0)

    private func telegram(_ kind: TelegramError.Kind, migratedTo: Int64? = nil) -> TelegramError {
        TelegramError(kind, detail: "getMe: words", migratedTo: migratedTo)
    }

    @Test("token: refused and unknown ones are the configuration's, a silent server is not")
    func token() {
        let bot = BotProfile(id: 7, firstName: "Маяк", username: "mayak_bot")
        #expect(TokenCheck.judge(.success(bot)).state == .ok)
        for kind in [TelegramError.Kind.unauthorized, .methodNotFound] {
            let finding = TokenCheck.judge(.failure(telegram(kind)))
            #expect(finding.state == .fail && finding.isConfiguration)
        }
        let silent = TokenCheck.judge(.failure(telegram(.unreachable)))
        #expect(silent.state == .fail && !silent.isConfiguration)
        #expect(TokenCheck.judge(.failure(telegram(.rateLimited))).state == .warn)
    }

    @Test("the other Telegram checks leave a refused token to the token's own", arguments: TelegramError.Kind.allCases)
    func others(_ kind: TelegramError.Kind) {
        let finding = ChatCheck.judge(
            .failure(telegram(kind, migratedTo: -100)),
            named: "group",
            id: -5,
            needsTopics: false
        )
        #expect(finding.state != .ok)
        #expect(finding.subject == "group")
        if kind == .unauthorized || kind == .methodNotFound { #expect(finding.state == .warn) }
        if finding.state == .fail { #expect(finding.advice != nil) }
    }

    private func sight(
        _ type: String,
        _ status: String,
        isForum: Bool? = nil,
        _ change: (inout ChatCheck.Sight) -> Void = { _ in }
    ) -> ChatCheck.Sight {
        var sight = ChatCheck.Sight(
            chat: ChatDetails(id: -5, type: type, title: "Team", isForum: isForum),
            member: BotMembership(status: status)
        )
        change(&sight)
        return sight
    }

    private func state(_ sight: ChatCheck.Sight, needsTopics: Bool = false) -> Finding.State {
        ChatCheck.judge(.success(sight), named: "group", id: -5, needsTopics: needsTopics).state
    }

    @Test("rights in a chat, by its kind and the bot's standing")
    func rights() {
        for status in ["creator", "administrator", "member"] { #expect(state(sight("supergroup", status)) == .ok) }
        for status in ["left", "kicked"] { #expect(state(sight("group", status)) == .fail) }
        #expect(state(sight("supergroup", "restricted")) == .fail)
        #expect(state(sight("supergroup", "restricted") { $0.member.canSendMessages = true }) == .ok)
        #expect(state(sight("supergroup", "restricted") { $0.member.isMember = false }) == .fail)
        #expect(state(sight("supergroup", "member") { $0.chat.permissions = .init(canSendMessages: false) }) == .fail)
        #expect(state(sight("supergroup", "member") { $0.chat.permissions = .init(canSendPhotos: false) }) == .warn)
        #expect(
            state(sight("supergroup", "administrator") { $0.chat.permissions = .init(canSendMessages: false) }) == .ok
        )
        #expect(state(sight("channel", "administrator")) == .fail)
        #expect(state(sight("channel", "administrator") { $0.member.canPostMessages = true }) == .fail)
        #expect(
            state(
                sight("channel", "administrator") {
                    $0.member.canPostMessages = true
                    $0.member.canEditMessages = true
                }
            ) == .ok
        )
        #expect(state(sight("private", "member")) == .ok)
    }

    @Test("topics need a forum, and the right to manage them is wanted")
    func topics() {
        #expect(state(sight("supergroup", "member"), needsTopics: true) == .fail)
        #expect(state(sight("supergroup", "member", isForum: true), needsTopics: true) == .warn)
        let may = sight("supergroup", "administrator", isForum: true) { $0.member.canManageTopics = true }
        #expect(state(may, needsTopics: true) == .ok)
    }

    @Test("privacy mode and a webhook are told with what to do")
    func hearing() {
        #expect(PrivacyCheck.judge(BotProfile(id: 7, firstName: "M", readsAllMessages: true)).state == .ok)
        let on = PrivacyCheck.judge(BotProfile(id: 7, firstName: "M", username: "m_bot", readsAllMessages: false))
        #expect(on.state == .warn && on.advice?.english.contains("@m_bot") == true)
    }

    private func answer(_ kind: ExchangeError.Kind, status: Int? = nil, isHeldBack: Bool = false)
        -> ExchangeCheck.Answer
    {
        .failed(ExchangeError(kind, status: status, isHeldBack: isHeldBack, detail: "path: words"))
    }

    @Test("the subscription is told for each data set, what they share once")
    func subscription() {
        let eq = Feed(.equities, .tradestats)
        let fo = Feed(.futures, .obstats)
        let mixed = ExchangeCheck.judge([(eq, .granted), (fo, answer(.forbidden, status: 403))], way: "MOEX_API_KEY")
        #expect(mixed.map(\.state) == [.ok, .ok, .fail])
        #expect(mixed.map(\.subject) == [nil, "EQ tradestats", "FO obstats"])
        let refused = answer(.unauthorized, status: 401)
        let all = ExchangeCheck.judge([(eq, refused), (fo, refused)], way: "MOEX_API_KEY")
        #expect(all.map(\.state) == [.fail] && all[0].subject == nil)
        #expect(ExchangeCheck.judge([(eq, .granted), (fo, refused)], way: "K").map(\.state) == [.ok, .ok, .fail])
        let worse = ExchangeCheck.judge([(eq, answer(.forbidden, status: 403)), (fo, refused)], way: "MOEX_API_KEY")
        #expect(worse.map(\.state) == [.fail] && worse[0].subject == nil)
        let down = ExchangeCheck.judge([(eq, answer(.unreachable)), (fo, answer(.timeout))], way: "MOEX_API_KEY")
        #expect(down.map(\.state) == [.fail])
        #expect(ExchangeCheck.judge([(eq, .denied)], way: "MOEX_PASSPORT_LOGIN").map(\.state) == [.fail])
        #expect(ExchangeCheck.judge(answer(.unauthorized, isHeldBack: true), of: nil, way: "K").state == .warn)
        for kind in ExchangeError.Kind.allCases {
            let finding = ExchangeCheck.judge(answer(kind), of: "EQ hi2", way: "K")
            #expect(finding.state != .ok && finding.advice != nil)
        }
    }

    @Test("the key's end: far, near, past, unknown")
    func key() {
        func state(_ expiry: Timestamp?) -> Finding.State {
            KeyExpiryCheck.judge(hasKey: true, expiry: expiry, at: now).state
        }
        #expect(state(nil) == .ok)
        #expect(state(now + .hours(24 * 60)) == .ok)
        #expect(state(now + .hours(24 * 13)) == .warn)
        #expect(state(now) == .fail)
        #expect(state(now - .hours(1)) == .fail)
    }

    @Test("the clock: half the way counts, whole seconds of Date are no error")
    func clock() throws {
        func skew(_ date: String, trip: Duration) -> ClockCheck.Skew? {
            ClockCheck.skew(date: date, sent: now, received: now + trip)
        }
        func state(_ date: String, trip: Duration = .milliseconds(100)) -> Finding.State {
            ClockCheck.judge(skew(date, trip: trip), of: "telegram").state
        }
        // 2026-11-20 10:00 in Moscow is 07:00 in Greenwich.
        #expect(state("Fri, 20 Nov 2026 07:00:00 GMT") == .ok)
        #expect(state("Fri, 20 Nov 2026 07:00:02 GMT") == .ok)
        #expect(state("Fri, 20 Nov 2026 07:00:10 GMT") == .warn)
        #expect(state("Fri, 20 Nov 2026 06:59:50 GMT") == .warn)
        #expect(state("Fri, 20 Nov 2026 07:00:31 GMT") == .fail)
        #expect(state("Fri, 20 Nov 2026 06:59:20 GMT") == .fail)
        #expect(state("Thu, 20 Nov 2025 07:00:00 GMT") == .fail)
        // A slow answer proves little: it was written anywhere on the way.
        #expect(state("Fri, 20 Nov 2026 07:00:08 GMT", trip: .seconds(8)) == .ok)
        #expect(state("nonsense") == .warn && state("") == .warn)
        #expect(ClockCheck.judge(nil, of: "exchange").state == .warn)
    }

    @Test("store, backups, disk, modes, zone, calendar, fonts")
    func local() {
        func look(schema: Int = 5, isWritable: Bool = true, problem: String? = nil) -> Finding.State {
            let look = StoreLook(
                schemaVersion: schema,
                knownSchemaVersion: 5,
                bytes: 1,
                isWritable: isWritable,
                problem: problem
            )
            return StoreCheck.judge(.readable(look), path: "x.db").state
        }
        #expect(look() == .ok && look(schema: 4) == .warn && look(schema: 6) == .fail)
        #expect(look(isWritable: false) == .fail && look(problem: "page 3") == .fail)
        #expect(StoreCheck.judge(.absent(folderIsWritable: true), path: "x.db").state == .ok)
        #expect(StoreCheck.judge(.absent(folderIsWritable: false), path: "x.db").isConfiguration)
        #expect(StoreCheck.judge(.broken("words"), path: "x.db").state == .fail)
        #expect(BackupCheck.judge(hasStore: false, newest: nil, at: now).state == .ok)
        #expect(BackupCheck.judge(hasStore: true, newest: nil, at: now).state == .warn)
        #expect(BackupCheck.judge(hasStore: true, newest: now - .hours(24), at: now).state == .ok)
        #expect(BackupCheck.judge(hasStore: true, newest: now - .hours(24 * 8), at: now).state == .warn)
        func disk(_ megabytes: UInt64, files: UInt64? = nil) -> Finding.State {
            DiskCheck.judge(DiskRoom(bytes: megabytes << 20, files: files), of: "store").state
        }
        #expect(disk(10_000) == .ok && disk(100) == .warn && disk(5) == .fail && disk(10_000, files: 3) == .fail)
        #expect(DiskCheck.judge(nil, of: "store").state == .warn)
        #expect(FileModeCheck.judge(".env", mode: 0o600) == nil && FileModeCheck.judge(".env", mode: 0o400) == nil)
        #expect(FileModeCheck.judge(".env", mode: 0o640)?.state == .warn)
        #expect(FileModeCheck.judge(".env", mode: 0o604)?.said.english.contains("0604") == true)
        #expect(ZoneCheck.judge("Europe/Moscow", hasData: true, problem: nil).state == .ok)
        #expect(ZoneCheck.judge("Europe/Moscow", hasData: false, problem: nil).state == .warn)
        var problem: ZoneError?
        do throws(ZoneError) { _ = try ZoneFile.load("Mars/Base") } catch { problem = error }
        let unknown = ZoneCheck.judge("Mars/Base", hasData: true, problem: problem)
        #expect(unknown.state == .fail && unknown.isConfiguration)
        #expect(CalendarCheck.judge(40, wanted: 30, of: "EQ").state == .ok)
        #expect(CalendarCheck.judge(12, wanted: 30, of: "EQ").state == .warn)
        #expect(CalendarCheck.judge(0, wanted: 30, of: "EQ").state == .fail)
        #expect(FontsCheck.judge(hasCyrillic: false).state == .fail)
        #expect(InstanceCheck.judge([], other: nil, store: "x").state == .ok)
        #expect(InstanceCheck.judge(["bot"], other: nil, store: "x").state == .warn)
        let other = RunningProduct("pid=4\nstore=y\nclock=system\n")
        #expect(InstanceCheck.judge([], other: other, store: "x").state == .warn)
    }

    @Test("the exit code follows the worst finding; a line holds no secret, no line break and no end")
    func report() throws {
        func code(_ findings: Finding...) -> ExitCode {
            DoctorReport(findings: findings, language: .english, secrets: []).exitCode
        }
        let said = Said("да", "yes")
        #expect(code(.ok(said), .warn(said)) == .success)
        #expect(code(.ok(said), .fail(said, said)) == .failure)
        #expect(code(.fail(said, said), .fail(said, said, isConfiguration: true)) == .configuration)
        let words = "a\nb \u{1B}[2J 7:secret-of-bot " + String(repeating: "x", count: 5_000)
        let report = DoctorReport(
            findings: [.fail(Said(both: words), said)],
            language: .russian,
            secrets: ["7:secret-of-bot"]
        )
        #expect(report.text.split(separator: "\n").count == 2)
        #expect(!report.text.contains("secret-of-bot") && !report.text.contains("\u{1B}") && report.text.count < 600)
        #expect(try !report.json().contains("secret-of-bot"))
    }

    @Test("a check that hangs is left behind, one that throws is told")
    func limits() async throws {
        let hung = Lock<CheckedContinuation<Void, Never>?>(nil)
        let hanging = DoctorCheck("hanging", limit: .milliseconds(50)) { _ in
            // Deaf to cancellation, as a system call would be.
            await withCheckedContinuation { continuation in hung.withLock { $0 = continuation } }
            return []
        }
        let throwing = DoctorCheck("throwing") { _ in throw FileError(.other, "broken") }
        let settings = try Settings.load(overrides: [], environment: [:], directory: "/nowhere/")
        let room = DoctorRoom(settings: settings, clock: SystemClock())
        let findings = await Doctor([hanging, throwing]).findings(in: room)
        await room.leave()
        hung.withLock { $0?.resume() }
        #expect(findings.map(\.check) == ["hanging", "throwing"])
        #expect(findings.map(\.state) == [.fail, .fail])
        #expect(findings[1].said.english.contains("broken"))
    }

    @Test("broker: none is fine, an unknown root is a warning, a token or a file that is wrong is the configuration's")
    func broker() {
        #expect(BrokerCheck.absent.state == .ok)
        for (certificate, state) in [
            (BrokerCheck.Certificate.known, Finding.State.ok), (.unneeded, .ok), (.other, .warn),
        ] {
            #expect(BrokerCheck.judge(.account("2000000001", certificate: certificate)).state == state)
        }
        for kind in TInvestError.Kind.allCases {
            let finding = BrokerCheck.judge(.failed(TInvestError(kind, detail: "GetAccounts: words")))
            #expect(finding.state == .fail && finding.said.english.contains("words"))
            #expect(finding.isConfiguration == [.misconfigured, .unauthorized, .tls].contains(kind))
        }
    }

    @Test("a fingerprint is that of the certificate's bytes, broken ones are left out")
    func fingerprints() {
        // "abc" stands for a certificate; its SHA-256 is that of FIPS 180-4.
        let good = "-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n"
        let broken = "-----BEGIN CERTIFICATE-----\n?\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nYWJj"
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(PEMCertificates.fingerprints(in: "# root\n" + good + good) == [hash, hash])
        #expect(PEMCertificates.fingerprints(in: broken).isEmpty)
    }

    @Test("names are short, and each check is there once")
    func names() {
        let names = DoctorCheck.all.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { (3...12).contains($0.count) })
    }
}
