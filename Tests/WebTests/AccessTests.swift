import Market
import Operations
import Platform
import Store
import TestKit
import Testing
import Web

@Suite("Who may ask", .timeLimit(.minutes(2)))
struct AccessTests {
    @Test("without a key, or with one that opens nothing, there is no answer but a problem")
    func strangers() async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.viewer)
            #expect(try await dashboard.get("/api/status", token).status == 200)
            let forged = "mayak_" + String(repeating: "0", count: 48)
            for wrong in [nil, "x", forged, String(token.dropLast()), token.uppercased()] {
                let answer = try await dashboard.get("/api/status", wrong)
                #expect(answer.status == 401)
                #expect(answer.header("Content-Type") == "application/problem+json")
                #expect(answer.header("WWW-Authenticate")?.hasPrefix("Bearer") == true)
                #expect(try JSON.parse(answer.body)["kind"]?.string == "unauthorized")
            }
            // A token is no session and no link.
            let cookie = try await dashboard.get("/api/status", nil, [("Cookie", "mayak_session=\(token)")])
            #expect(cookie.status == 401)
            #expect(try await dashboard.post("/api/session", nil, ["link": .string(token)]).status == 401)
        }
    }

    @Test("an expired and a revoked token open nothing, nor does one whose person lost the role")
    func ends() async throws {
        try await ServedDashboard.run { dashboard in
            let short = try await dashboard.token(.viewer, days: 1)
            let long = try await dashboard.granted(.token, life: .hours(72))
            let third = try await dashboard.granted(.token, life: .hours(72))
            dashboard.clock.advance(by: .hours(25))
            #expect(try await dashboard.get("/api/me", short).status == 401)
            #expect(try await dashboard.get("/api/me", long.token.text).status == 200)
            let granting = AccessGranting(store: OperationsStore(dashboard.store), at: dashboard.clock.now)
            #expect(try await granting.revoke(long.key.id, by: "test") != nil)
            #expect(try await dashboard.get("/api/me", long.token.text).status == 401)
            #expect(try await granting.revoke(long.key.id, by: "test") == nil)
            try await dashboard.store.people.setRole(Person(id: 9, name: "Б", role: .admin))
            _ = try await dashboard.store.people.remove(1001, appointed: [9])
            #expect(try await dashboard.get("/api/me", third.token.text).status == 401)
            // Coming back does not bring old keys back.
            try await dashboard.store.people.setRole(Person(id: 1001, name: "Анна", role: .viewer))
            #expect(try await dashboard.get("/api/me", third.token.text).status == 401)
        }
    }

    @Test("a key does no more than its own role, and no more than the person's")
    func roles() async throws {
        try await ServedDashboard.run { dashboard in
            let admin = try await dashboard.token(.admin)
            let narrow = try await dashboard.granted(.token, role: .viewer)
            #expect(try await dashboard.get("/api/audit", admin).status == 200)
            let refused = try await dashboard.get("/api/audit", narrow.token.text)
            #expect(refused.status == 403)
            #expect(try JSON.parse(refused.body)["detail"]?.string?.contains("admin") == true)
            await #expect(throws: StoreError.self) {
                _ = try await dashboard.granted(.token, of: 77)
            }
            try await dashboard.store.people.setRole(Person(id: 5, name: "В", role: .viewer))
            await #expect(throws: StoreError.self) {
                _ = try await dashboard.granted(.token, of: 5, role: .operator)
            }
        }
    }

    @Test("the store keeps the digest of a token only, and the audit trail says who made it")
    func secrecy() async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.admin)
            let lines = try await dashboard.store.audit.latest(limit: 10)
            #expect(lines.first?.action == "access.make")
            #expect(lines.first?.result == .key(1))
            #expect(!lines.contains { "\($0)".contains(token) })
            let key = try #require(try await dashboard.store.access.open().first)
            #expect(!"\(key)".contains(token))
            #expect("\(try #require(AccessToken(token)))" == Redaction.mark)
        }
    }

    @Test("a link signs one browser in, once; its cookie is kept from scripts and other sites")
    func signIn() async throws {
        try await ServedDashboard.run { dashboard in
            _ = try await dashboard.token(.operator)
            let link = try await dashboard.granted(.link)
            let answer = try await dashboard.post("/api/session", nil, ["link": .string(link.token.text)])
            #expect(answer.status == 200)
            let cookie = try #require(answer.header("Set-Cookie"))
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
            #expect(!answer.text.contains("mayak_"))
            let pair = String(cookie.prefix { $0 != ";" })
            let me = try await dashboard.get("/api/me", nil, [("Cookie", "theme=dark; \(pair)")])
            #expect(me.status == 200)
            #expect(try JSON.parse(me.body)["key"]?.string == "session")
            #expect(try await dashboard.post("/api/session", nil, ["link": .string(link.token.text)]).status == 401)
            // A change with a cookie needs the page's own origin.
            for (headers, status) in [
                ([("Cookie", pair)], 403),
                ([("Cookie", pair), ("Origin", "http://evil.example")], 403),
                ([("Cookie", pair), ("Origin", dashboard.base), ("Sec-Fetch-Site", "cross-site")], 403),
                ([("Cookie", pair), ("Origin", dashboard.base)], 204),
            ] {
                let out = try await dashboard.post("/api/session", nil, nil, method: "DELETE", headers)
                #expect(out.status == status)
            }
            #expect(try await dashboard.get("/api/me", nil, [("Cookie", pair)]).status == 401)
        }
    }

    @Test("a name that is pointed at this machine reads nothing")
    func rebinding() async throws {
        try await ServedDashboard.run { dashboard in
            let token = try await dashboard.token(.viewer)
            let answer = try await dashboard.get("/api/status", token, [("Host", "evil.example:8000")])
            #expect(answer.status == 403)
            #expect(try await dashboard.get("/metrics", nil, [("Host", "evil.example")]).status == 403)
        }
    }
}
