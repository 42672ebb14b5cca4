namespace Monitor.Core.People;

/// <summary>A person that a name was taken for.</summary>
/// <param name="Score">0 to 1; 1 where every word is spelled as asked.</param>
/// <param name="Name">The spelling that fitted best.</param>
/// <param name="Words">Why: each word that was asked for, with the word it was taken for.</param>
public sealed record PersonMatch(long PersonId, double Score, string Name, IReadOnlyList<WordMatch> Words);

/// <param name="Held">The word of the person's name; null where none fitted.</param>
public sealed record WordMatch(string Asked, string? Held, AlikeBy? By, double Score);
