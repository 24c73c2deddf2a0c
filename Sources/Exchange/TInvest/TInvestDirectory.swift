package import Market
import Platform

/// Instruments by our name and by the broker's, asked for once.
package actor TInvestDirectory {
    private let client: TInvestClient
    private var byID: [InstrumentID: TInvestInstrument] = [:]
    private var byUID: [String: TInvestInstrument] = [:]

    package init(client: TInvestClient) {
        self.client = client
    }

    /// - Throws: as ``TInvestClient/call(_:_:)``; code 50002 for one that the broker does not have.
    package func instrument(_ id: InstrumentID) async throws -> TInvestInstrument {
        if let known = byID[id] { return known }
        let code = TInvestInstrument.classCode(of: id)
        let found = try await ask(
            TInvestInstrument.method(ofClass: code),
            ["idType": "INSTRUMENT_ID_TYPE_TICKER", "classCode": .string(code), "id": .string(id.secid.text)]
        )
        // Asked for without a board, it is known under that name too.
        byID[id] = found
        return found
    }

    package func instrument(uid: String) async throws -> TInvestInstrument {
        if let known = byUID[uid] { return known }
        let question: JSON = ["idType": "INSTRUMENT_ID_TYPE_UID", "id": .string(uid)]
        var answer = try await client.call(.instrument, question)
        // Only a contract's own list says what its step is worth.
        if try Self.isContract(answer) { answer = try await client.call(.future, question) }
        return try remember(answer)
    }

    private static func isContract(_ answer: BrokerMessage) throws(TInvestError) -> Bool {
        guard let message = try answer.message("instrument") else { return false }
        return TInvestInstrument.method(ofClass: try message.text("classCode")) == .future
    }

    private func ask(_ method: TInvestMethod, _ question: JSON) async throws -> TInvestInstrument {
        try remember(try await client.call(method, question))
    }

    private func remember(_ answer: BrokerMessage) throws(TInvestError) -> TInvestInstrument {
        guard let message = try answer.message("instrument") else {
            throw TInvestError(.badPayload, detail: "\(answer.method): no instrument in the answer")
        }
        let found = try TInvestInstrument(message)
        byID[found.id] = found
        byUID[found.uid] = found
        return found
    }
}
