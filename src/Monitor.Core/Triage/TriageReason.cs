namespace Monitor.Core.Triage;

/// <summary>Why a post has its score.</summary>
/// <param name="Key">A group of the lexicon, such as remorse; or one of the fixed keys of <see cref="ScorePost"/>.</param>
/// <param name="Points">What it adds; negative where it takes away.</param>
/// <param name="Words">The words that were met, as they stand in the text.</param>
public sealed record TriageReason(string Key, double Points, IReadOnlyList<string> Words);

/// <param name="Score">0 to 100.</param>
public sealed record TriageScore(int Score, IReadOnlyList<TriageReason> Reasons);
