import Market
import Platform

/// What the product asked for, newest first, without the polls that only wait.
struct PageRequests {
    private let requests: [RecordedRequest]

    init(_ all: [RecordedRequest], isBot: Bool) {
        requests = all.filter { request in
            guard request.path.hasPrefix("/bot") || request.path.hasPrefix("/file/bot") else { return !isBot }
            return isBot && !(request.path.lowercased().hasSuffix("/getupdates") && request.status == 200)
        }
    }

    func newest(_ count: Int) -> JSON {
        .array(
            requests.suffix(count).reversed().map { request in
                [
                    "at": .string(MoscowTime.text(request.at)), "method": .string(request.method),
                    "path": .string(request.path), "arguments": .strings(request.arguments),
                    "status": .int(Int64(request.status)), "spoiled": .bool(request.isSpoiled),
                ]
            }
        )
    }
}
