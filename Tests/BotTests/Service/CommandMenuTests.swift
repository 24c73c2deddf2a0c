import Foundation
import Market
import Operations
import Platform
import Store
import TestKit
import Testing

@testable import Bot

@Suite("Command lists", .timeLimit(.minutes(1)))
struct CommandMenuTests {
    private typealias Reader = CommandMenuPlan.Reader

    private func menus(_ people: [Reader] = [], group: Int64? = -5) -> [String: CommandMenu] {
        let plan = CommandMenuPlan(group: group, people: people, language: .russian)
        return Dictionary(plan.menus.map { ($0.key, $0) }) { first, _ in first }
    }

    @Test("strangers see /info, the group reads, people see what their role may use")
    func roles() throws {
        let menus = menus([
            Reader(id: 1, role: .viewer, language: nil, hasPrivateChat: true),
            Reader(id: 2, role: .admin, language: .english, hasPrivateChat: false),
        ])
        func names(_ key: String) -> [String]? { menus[key]?.entries.map(\.command) }
        for key in ["everyone.", "private.ru", "groups.en", "administrators."] { #expect(names(key) == ["info"]) }
        let readers = try #require(names("chat:-5."))
        #expect(readers.contains("status") && !readers.contains("run") && !readers.contains("people"))
        #expect(!readers.contains("start"))
        #expect(names("administrators:-5.ru") == readers)
        #expect(try #require(names("chat:1.ru")).contains("lang"))
        #expect(names("member:-5:1.") == names("chat:1."))
        // Nobody can write to the second person yet, and that one has chosen a language.
        #expect(names("chat:2.") == nil && names("member:-5:2.ru") == nil)
        let admin = try #require(menus["member:-5:2."])
        #expect(admin.entries.map(\.command).contains("people"))
        #expect(admin.entries.allSatisfy { $0.description.utf8.count == $0.description.count })
        #expect(self.menus(group: nil).keys.allSatisfy { !$0.contains(":") })
    }

    @Test("lists are what Telegram accepts, and their names read back")
    func limits() {
        let person = Reader(id: .max, role: .admin, language: nil, hasPrivateChat: true)
        for menu in menus([person], group: -1_001_234_567_890).values {
            #expect((1...100).contains(menu.entries.count))
            for entry in menu.entries {
                #expect(entry.command.wholeMatch(of: /[a-z0-9_]{1,32}/) != nil)
                #expect((1...256).contains(entry.description.unicodeScalars.count))
                // On a phone the rest of the line is cut off.
                #expect(entry.description.count <= 60, "\(entry.description)")
            }
            let read = CommandMenu(key: menu.key)
            #expect(read?.scope == menu.scope && read?.language == menu.language)
        }
        for key in ["", "chat", "chat:x.ru", "member:1.ru", "everyone:1.", "planet."] {
            #expect(CommandMenu(key: key) == nil)
        }
    }

    @Test("only what has changed is sent, and the lists of somebody who left are taken away")
    func changes() async throws {
        try await withBench { bench in
            let menus = commandMenus(bench)
            try await menus.step()
            let first = bench.telegram.calls("setMyCommands").count
            #expect(first == (try await menus.plan()).count)
            try await menus.step()
            #expect(bench.telegram.calls("setMyCommands").count == first)
            _ = try await bench.store.people.changeRole(of: BotBench.viewer, to: .operator, appointed: [])
            try await menus.step()
            let changed = bench.telegram.calls("setMyCommands").dropFirst(first)
            #expect(changed.count == 3)
            #expect(changed.allSatisfy { $0.arguments["scope"]?.contains("\"user_id\":9") ?? false })
            try await bench.store.people.remove(BotBench.viewer, appointed: [7])
            try await menus.step()
            let gone = bench.telegram.calls("deleteMyCommands")
            #expect(gone.count == 3)
            #expect(Set(gone.map { $0.arguments["language_code"] ?? "" }) == ["", "ru", "en"])
            try await menus.step()
            #expect(bench.telegram.calls("deleteMyCommands").count == 3)
        }
    }

    @Test("a list that is refused is not taken for sent")
    func refused() async throws {
        try await withBench { bench in
            let menus = commandMenus(bench)
            bench.telegram.refuse("setMyCommands", 400, "Bad Request: chat not found")
            try await menus.step()
            let first = bench.telegram.calls("setMyCommands").count
            try await menus.step()
            #expect(bench.telegram.calls("setMyCommands").count == first + 1)
        }
    }

    private func commandMenus(_ bench: BotBench) -> CommandMenus {
        CommandMenus(
            client: bench.client,
            people: bench.store.people,
            settings: bench.store.settings,
            options: bench.options,
            log: Log(component: "test", threshold: .critical, clock: bench.clock)
        )
    }
}
