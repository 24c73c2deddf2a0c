import Platform

/// A method of the broker: where it is, which limit it counts against, who may call it and what it does.
struct BrokerMethod: Sendable {
    typealias Perform = @Sendable (inout BrokerWorld, BrokerCall) throws(BrokerFailure) -> JSON

    let service: String
    let name: String
    let rate: BrokerRate
    /// Changes something: a read-only token may not.
    let isChange: Bool
    let perform: Perform

    static let package = "tinkoff.public.invest.api.contract.v1"

    static func ask(_ service: String, _ name: String, _ rate: BrokerRate, _ perform: @escaping Perform)
        -> Route<BrokerMethod>
    {
        route(BrokerMethod(service: service, name: name, rate: rate, isChange: false, perform: perform))
    }

    static func change(_ service: String, _ name: String, _ rate: BrokerRate, _ perform: @escaping Perform)
        -> Route<BrokerMethod>
    {
        route(BrokerMethod(service: service, name: name, rate: rate, isChange: true, perform: perform))
    }

    private static func route(_ method: BrokerMethod) -> Route<BrokerMethod> {
        .post(RoutePattern("/rest/\(package).\(method.service)/\(method.name)"), method)
    }
}
