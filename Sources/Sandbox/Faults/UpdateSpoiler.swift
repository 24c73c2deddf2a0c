import Platform

/// Spoils the list of updates in an answer of getUpdates; other answers stay as they are.
enum UpdateSpoiler {
    /// A server that delivers an update again.
    static func twice(_ response: WebResponse) -> WebResponse {
        changed(response) { updates in updates.flatMap { [$0, $0] } }
    }

    /// A server that delivers in the wrong order.
    static func newestFirst(_ response: WebResponse) -> WebResponse {
        changed(response) { $0.reversed() }
    }

    private static func changed(_ response: WebResponse, _ change: ([JSON]) -> [JSON]) -> WebResponse {
        // An answer that is no JSON is another fault's.
        guard let envelope = try? JSON.parse(response.body), let updates = envelope["result"]?.array,
            updates.allSatisfy({ $0["update_id"] != nil })
        else { return response }
        var spoiled = response
        spoiled.body = envelope.setting("result", to: .array(change(updates))).bytes
        return spoiled
    }
}
