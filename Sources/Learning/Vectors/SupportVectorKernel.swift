import Glibc

/// How alike two rows are, as a support vector machine sees it.
enum SupportVectorKernel: Hashable, Sendable {
    case linear
    /// (γ·x·y + c)^degree
    case polynomial(degree: Int, gamma: Double, constant: Double)
    /// e^(−γ·|x − y|²)
    case radial(gamma: Double)
    /// tanh(γ·x·y + c)
    case sigmoid(gamma: Double, constant: Double)

    /// As libsvm calls them.
    var name: String {
        switch self {
        case .linear: "linear"
        case .polynomial: "polynomial"
        case .radial: "rbf"
        case .sigmoid: "sigmoid"
        }
    }

    static let allowed = "linear, polynomial, rbf, sigmoid"

    /// - Parameters:
    ///   - product: x·y.
    ///   - squares: x·x + y·y.
    func value(product: Double, squares: Double) -> Double {
        switch self {
        case .linear: product
        case .polynomial(let degree, let gamma, let constant): Self.power(gamma * product + constant, degree)
        // Rounding may leave a little below nothing of a row's distance to itself.
        case .radial(let gamma): exp(-gamma * max(squares - 2 * product, 0))
        case .sigmoid(let gamma, let constant): tanh(gamma * product + constant)
        }
    }

    /// By squaring, as libsvm.
    private static func power(_ base: Double, _ exponent: Int) -> Double {
        var (result, square, rest) = (1.0, base, exponent)
        while rest > 0 {
            if !rest.isMultiple(of: 2) { result *= square }
            square *= square
            rest /= 2
        }
        return result
    }
}
