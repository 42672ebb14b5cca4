using System.ComponentModel.DataAnnotations;

namespace Monitor.Core.Channels.Alarms;

/// <summary>Telling outside the pages that a channel is not read, or is silent. Off by default.</summary>
public sealed class AlarmOptions
{
    public const string Section = "Alarms";

    /// <summary>Address that gets a POST with JSON when alarms begin or end, such as that of an ntfy topic or of a gateway to mail; https, or http on loopback or to an onion service. Off where empty.</summary>
    [RegularExpression("^(https://.+|http://(127\\.0\\.0\\.1|localhost|\\[::1\\]|[a-z2-7]{56}\\.onion)(:[0-9]+)?(/.*)?)$", ErrorMessage = "Alarms:Webhook is an https address, or http on loopback or to an onion service.")]
    public string? Webhook { get; init; }

    /// <summary>True where the message may name the channels. False by default: who reads it along would learn what is watched.</summary>
    public bool WithNames { get; init; }

    /// <summary>The way out of these messages, "direct" or "socks5://host:port"; that of all else where empty. A loopback address is always reached directly.</summary>
    public string? Egress { get; init; }

    /// <summary>Time for the answer; default 10 s, 1 s to 60 s. Behind a proxy the time to connect comes on top.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
