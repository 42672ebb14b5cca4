using Monitor.Core.Channels;

namespace Monitor.Core.Triage;

/// <summary>What a score is made of.</summary>
/// <param name="OnScreen">Text read in the pictures.</param>
public sealed record TriageFeatures(Outlet Outlet, string Text, string OnScreen, IReadOnlyList<ClipForm> Clips);

/// <summary>The form of a clip.</summary>
/// <param name="DurationMs">Milliseconds; null where it is not known.</param>
/// <param name="Shots">How many shots; null where it was not looked at.</param>
/// <param name="IsStill">True where the stills show the same picture all along: one framing, as of somebody before a camera.</param>
/// <param name="HasCaption">True where there is text in the picture.</param>
public sealed record ClipForm(long? DurationMs, int? Shots, bool IsStill, bool HasCaption);
