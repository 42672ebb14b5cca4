namespace Monitor.Core.Recognition;

/// <summary>How text is shown in a film: standing still over the picture, running through it, or as a part of the scene.</summary>
public enum CaptionKind { Shown, Ticker, Scene }
