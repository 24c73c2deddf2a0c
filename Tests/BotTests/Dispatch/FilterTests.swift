import Foundation
import Market
import Operations
import Store
import Testing
import TestKit

@testable import Bot

@Suite("Update filter")
struct FilterTests {
    private func verdict(_ message: String) throws -> String {
        let json =
            #"{"update_id":1,"message":{"message_id":1,"date":1,"chat":{"id":-5,"type":"supergroup"},"# + message + "}}"
        let update = try JSONDecoder().decode(TelegramUpdate.self, from: Data(json.utf8))
        switch UpdateFilter(botName: "mayak_bot").judge(update) {
        case .command(let call, _, _): return "command \(call.name) \(call.arguments.joined(separator: ","))"
        case .ignored(let reason): return reason.rawValue
        case .migration(let from, let to): return "migration \(from) \(to)"
        case .press, .forgedPress, .membership, .words: return "other"
        }
    }

    private let person = #""from":{"id":7,"is_bot":false,"first_name":"A"}"#

    @Test("commands pass; forwarded, edited, foreign and faceless ones do not")
    func table() throws {
        #expect(try verdict(person + #","text":"/plot fo  obstats""#) == "command plot fo,obstats")
        #expect(try verdict(person + #","text":"/STATUS@Mayak_Bot""#) == "command status ")
        #expect(try verdict(person + #","text":"/status@other_bot""#) == "otherBot")
        #expect(try verdict(person + #","text":"status""#) == "notACommand")
        #expect(try verdict(person + #","text":"/ status""#) == "notACommand")
        #expect(try verdict(person + #","text":"/статус""#) == "notACommand")
        #expect(try verdict(person + #","text":"/run EQ1","forward_origin":{"type":"user"}"#) == "forwarded")
        #expect(try verdict(person + #","text":"/run EQ1","forward_date":5"#) == "forwarded")
        #expect(try verdict(person + #","text":"/run EQ1","via_bot":{"id":1}"#) == "viaBot")
        #expect(try verdict(person + #","text":"/run EQ1","edit_date":5"#) == "edited")
        #expect(
            try verdict(person + #","text":"/run EQ1","sender_chat":{"id":-77,"type":"channel"}"#) == "channelSender"
        )
        #expect(try verdict(#""text":"/run EQ1""#) == "noSender")
        #expect(try verdict(#""from":{"id":7,"is_bot":true,"first_name":"B"},"text":"/run""#) == "fromBot")
        #expect(try verdict(#""from":{"id":777000,"first_name":"T"},"text":"/run""#) == "fromBot")
        #expect(try verdict(person + #","migrate_to_chat_id":-1009"#) == "migration -5 -1009")
        #expect(
            try verdict(
                #""from":{"id":1087968824,"is_bot":true,"first_name":"G"},"sender_chat":{"id":-5,"type":"supergroup"},"text":"/status""#
            ) == "command status "
        )
    }

    @Test("edited messages and channel posts are no messages")
    func kinds() throws {
        for kind in ["edited_message", "channel_post", "message_reaction"] {
            let json =
                #"{"update_id":1,"\#(kind)":{"message_id":1,"date":1,"chat":{"id":-5,"type":"group"},"text":"/run EQ1"}}"#
            let update = try JSONDecoder().decode(TelegramUpdate.self, from: Data(json.utf8))
            guard case .ignored(.kind) = UpdateFilter(botName: "b").judge(update) else {
                Issue.record("\(kind) is acted on")
                continue
            }
        }
    }
}

@Suite("Button payloads")
struct PayloadTests {
    @Test("the longest of each route fits, and reads back")
    func routes() throws {
        let date = try #require(CivilDate("2099-12-31"))
        let days = CalendarScope(DateSpan(date.adding(days: -61), date), nil)
        let one = CalendarScope(date, .futures)
        let close = try #require(TimeOfDay("18:40"))
        let screens: [CalendarScreen] = [
            .years(from: 2096), .months(year: 2099), .days(year: 2099, month: 12), .day(date), .open(date),
            .rangeFirst(year: 2099, month: 12), .rangeLast(date, year: 2099, month: 12), .range(days.span),
            .market(days.span, .short(close: close)), .statuses(days), .statuses(one), .closes(days),
            .history(date, .currency), .confirm(one, .automatic),
            .confirm(days, .copy(.futures)), .apply(days, .short(close: close), revision: .max),
            .apply(one, .kind(.weekendSession), revision: .max), .undo(first: .max, count: 186),
            .answer(date, .equities, isHoliday: true), .answer(date, .equities, isHoliday: false), .close,
        ]
        for screen in screens {
            let route = CalendarRoute(screen, owner: .max)
            let payload = try #require(CallbackPayload(route.payload))
            #expect(CalendarRoute(payload.arguments) == route)
        }
        let actions: [IncidentAction] = [
            .take, .unmute, .plot, .details, .recheck, .mute(.halfHour), .mute(.twoHours), .mute(.sessionEnd),
            .mute(.tomorrowOpen),
        ]
        for action in actions {
            let route = IncidentRoute(alert: .max, action: action)
            let payload = try #require(CallbackPayload(route.payload))
            #expect(IncidentRoute(payload.arguments) == route)
        }
    }

    @Test(
        "forged data is refused",
        arguments: [
            "", "v1", "v1:", "v2:cal:y:2026:1", "cal:y:2026:1", "v1:cal:y:9999:1", "v1:cal:d:202613:1",
            "v1:cal:k:20260231:1", "v1:cal:a:20260101:FO:x:1:1", "v1:cal:a:20260101:XX:n:1:1",
            "v1:cal:a:20260101:FO:n:-1:1",
            "v1:cal:u:1:0:1", "v1:cal:u:1:1000:1", "v1:cal:y:2026:-1", "v1:cal:s:20260101+62:FO:1",
            "v1:cal:s:20260101+0:FO:1", "v1:cal:s:20260101+-3:FO:1", "v1:cal:c:20260101:FO:s2560:1",
            "v1:cal:c:20260101:FO:eXX:1", "v1:cal:q:20260101:FO:2:1", "v1:cal:q:20260101:ALL:1:1", "v1:inc:0:take",
            "v1:inc:-5:take", "v1:inc:5:drop", "v1:inc:5",
            "v1:inc:5:take:x",
            "v1:взять:1", "v1:inc:5:take\u{0}",
        ]
    )
    func forged(_ data: String) {
        guard let payload = CallbackPayload(data) else { return }
        #expect(CalendarRoute(payload.arguments) == nil || payload.route != CalendarRoute.name)
        #expect(IncidentRoute(payload.arguments) == nil || payload.route != IncidentRoute.name)
    }
}
