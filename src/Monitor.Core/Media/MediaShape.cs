namespace Monitor.Core.Media;

/// <summary>What bytes turned out to be, whatever their name said.</summary>
public enum MediaShape { Video, Picture, Audio, Document }
