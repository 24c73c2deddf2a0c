import FoundationEssentials

extension DeliveryHolds {
    /// Reads what the store kept; anything unreadable counts as no wait, and the server will ask again.
    init(text: String?) {
        guard let text, let holds = try? JSONDecoder().decode(DeliveryHolds.self, from: Data(text.utf8)) else {
            self.init()
            return
        }
        self = holds
    }

    /// nil when there is nothing to keep.
    var text: String? {
        guard !isEmpty else { return nil }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        // Integers and strings always encode.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) }
    }
}
