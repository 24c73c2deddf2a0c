// Shows what the thread sanitizer makes of a hand-over that is right by construction; docs/sanitizers.md has the figures.
//
// swiftc -parse-as-library -O -sanitize=thread [-D LATER] Tests/Sanitizers/HandOverProof.swift -o /tmp/proof
// TSAN_OPTIONS=suppress_equal_stacks=0 /tmp/proof
//
// A thread fills an array that it alone has, then gives it to the continuation of a waiting task, and touches it no more. Nothing
// else is shared. With -D LATER the thread gives it when the task waits already, without it before the task waits.
import Glibc

typealias Headers = [(name: String, value: String)]

final class Order {
    let caller: CheckedContinuation<Headers, Never>
    let number: Int

    init(_ caller: CheckedContinuation<Headers, Never>, _ number: Int) {
        self.caller = caller
        self.number = number
    }
}

func fill(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    let order = Unmanaged<Order>.fromOpaque(context).takeRetainedValue()
    var headers: Headers = []
    for index in 0..<3 { headers.append(("name of header \(index) of answer \(order.number)", "value \(index)")) }
    #if LATER
    usleep(2_000)
    #endif
    order.caller.resume(returning: headers)
    return nil
}

func headers(_ number: Int) async -> Headers {
    await withCheckedContinuation { continuation in
        var thread = pthread_t()
        pthread_create(&thread, nil, fill, Unmanaged.passRetained(Order(continuation, number)).toOpaque())
        pthread_detach(thread)
        #if !LATER
        usleep(2_000)
        #endif
    }
}

@main
enum HandOverProof {
    static func main() async {
        // Not on the main actor: the hop back to it is a taking of which the runtime tells.
        let count = await Task.detached {
            var count = 0
            for number in 0..<2_000 {
                for header in await headers(number) where header.value.hasSuffix("1") { count += 1 }
            }
            return count
        }.value
        print("\(count) hand-overs")
    }
}
