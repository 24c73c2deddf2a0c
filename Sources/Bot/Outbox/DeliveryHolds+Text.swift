import Platform

extension DeliveryHolds {
    /// Reads what the store kept; anything unreadable counts as no wait, and the server will ask again.
    init(text: String?) {
        guard let text, let holds = try? JSON.decoded(DeliveryHolds.self, from: text) else {
            self.init()
            return
        }
        self = holds
    }

    /// nil when there is nothing to keep.
    var text: String? {
        guard !isEmpty else { return nil }
        // Integers and strings always encode.
        return try? JSON.encoded(self)
    }
}
