namespace Monitor.Core.Tests.Channels.Feeds.Conformance;

/// <summary>The part of Python in which feedparser's expectations are written.</summary>
internal abstract record PythonNode;

/// <summary>A string, a number, True, False or None.</summary>
internal sealed record PythonLiteral(object? Value) : PythonNode;

internal sealed record PythonName(string Name) : PythonNode;

/// <summary>A tuple or a list.</summary>
internal sealed record PythonList(IReadOnlyList<PythonNode> Items) : PythonNode;

internal sealed record PythonDictionary(IReadOnlyList<(PythonNode Key, PythonNode Value)> Items) : PythonNode;

/// <summary>target[key] or target.key.</summary>
internal sealed record PythonIndex(PythonNode Target, PythonNode Key) : PythonNode;

internal sealed record PythonCall(PythonNode Target, IReadOnlyList<PythonNode> Arguments) : PythonNode;

/// <summary>A chain such as a == b == c.</summary>
internal sealed record PythonComparison(IReadOnlyList<PythonNode> Operands, IReadOnlyList<string> Operators) : PythonNode;

/// <summary>and, or.</summary>
internal sealed record PythonJunction(string Operator, IReadOnlyList<PythonNode> Operands) : PythonNode;

internal sealed record PythonNot(PythonNode Operand) : PythonNode;
