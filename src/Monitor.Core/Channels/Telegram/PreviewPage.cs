using Monitor.Core.Posts;

namespace Monitor.Core.Channels.Telegram;

/// <summary>What a public preview page (t.me/s/NAME) shows.</summary>
/// <param name="Channel">The channel's user name.</param>
/// <param name="OlderPage">The page before this one; null on the oldest.</param>
public sealed record PreviewPage(string? Channel, string? Title, IReadOnlyList<ReadPost> Posts, Uri? OlderPage, IReadOnlyList<ReadProblem> Problems);
