using System.ComponentModel.DataAnnotations;

namespace Monitor.App.Demo;

/// <summary>The demo: channels that the program serves itself, with clips that it makes itself.</summary>
public sealed class DemoOptions
{
    public const string Section = "Demo";

    /// <summary>A word that is only on the screen of the demo's first clip, in no text; letters only. Default: пералічэнне.</summary>
    [Required, RegularExpression(@"^\p{L}{3,40}$", ErrorMessage = "Demo:ScreenWord is one word of 3 to 40 letters.")]
    public string ScreenWord { get; init; } = "пералічэнне";
}
