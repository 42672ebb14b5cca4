namespace Monitor.Core.Archive.Querying;

/// <summary>Why a part of a query was not understood.</summary>
public enum QueryProblemKind { UnclosedQuote, UnknownField, EmptyValue, BadDate, BadValue, UnbalancedParenthesis, DanglingOr, BadWildcard, WordTooShort, NothingToSearch, NoSuchChannel }

/// <param name="Part">The part as it was typed.</param>
/// <param name="Allowed">What would have been understood; empty where that is no list.</param>
public sealed record QueryProblem(QueryProblemKind Kind, string Part, IReadOnlyList<string> Allowed);
