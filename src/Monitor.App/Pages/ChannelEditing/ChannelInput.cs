using System.Globalization;
using Monitor.Core.Channels;
using Monitor.Core.Review;

namespace Monitor.App.Pages.ChannelEditing;

/// <summary>The settings of a channel as the form has them.</summary>
public sealed class ChannelInput
{
    /// <summary>Times between polls that the form offers, in minutes; 0 follows from the history.</summary>
    public static IReadOnlyList<int> Intervals { get; } = [0, 1, 5, 15, 30, 60, 180, 360, 720, 1440];

    public string? Name { get; set; }

    public ChannelKind Kind { get; set; } = ChannelKind.Telegram;

    public string? Url { get; set; }

    public string? Title { get; set; }

    public Outlet Outlet { get; set; } = Outlet.ProGovernment;

    /// <summary>Minutes.</summary>
    public int Interval { get; set; }

    public IList<string> Stages { get; set; } = [];

    public string? Egress { get; set; }

    public string? Since { get; set; }

    public static ChannelInput Of(Channel channel) => new()
    {
        Name = channel.Name,
        Kind = channel.Kind,
        Url = channel.Url,
        Title = channel.Title,
        Outlet = channel.Outlet,
        Interval = (int)(channel.IntervalMs / 60_000),
        Stages = channel.Stages.Split(',', StringSplitOptions.RemoveEmptyEntries),
        Egress = channel.Egress,
        Since = ChannelSettings.SinceText(channel.Since),
    };

    /// <summary>Throws <see cref="EditRefusedException"/> for a date that is none.</summary>
    public ChannelSettings ToSettings()
    {
        var since = Since?.Trim() ?? "";
        EditRefusedException.ThrowIf(since.Length > 0 && !DateOnly.TryParseExact(since, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), EditRefusal.DateNotUnderstood);
        return new ChannelSettings { Kind = Kind.ToString(), Url = Url, Title = Title, Outlet = Outlet.ToString(), IntervalMs = Interval * 60_000L, Stages = string.Join(',', Stages), Egress = Egress?.Trim(), Since = since };
    }
}
