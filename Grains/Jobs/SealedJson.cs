using System.Text;
using OrleansJobs.Jobs;

namespace OrleansJobs.Grains.Jobs;

/// <summary>
/// Values as the store keeps them where it encrypts. One that it cannot open, for want of its key, is carried as it is stored: it is never
/// shown, told, or run with, and is written back as it was.
/// </summary>
/// <remarks>The form begins with a space, which no value of a caller or a handler does.</remarks>
internal static class SealedJson
{
    /// <summary>The type of the error of an attempt that needs a value which cannot be opened.</summary>
    public const string Error = "sealed";

    /// <summary>How every sealed value begins. The id of its key follows, a colon, and the rest.</summary>
    public static ReadOnlySpan<byte> Beginning => " \"sealed:1:"u8;

    /// <summary>Whether the value is sealed.</summary>
    public static bool Is(Json? value) => value is not null && value.Utf8.AsSpan().StartsWith(Beginning);

    /// <summary>The id of the key with which a text is sealed; null: it is not.</summary>
    public static string? KeyOf(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith(Beginning)) return null;
        var rest = text[Beginning.Length..];
        return rest.IndexOf((byte)':') is var end && end > 0 ? Encoding.UTF8.GetString(rest[..end]) : "";
    }

    /// <summary>The value as it may be shown: null if it is sealed.</summary>
    public static Json? Shown(Json? value) => Is(value) ? null : value;

    /// <summary>Why a value cannot be used; null if it can.</summary>
    /// <param name="value">The value.</param>
    /// <param name="what">What it is, for people.</param>
    public static string? FaultOf(Json? value, string what) => value is not null && KeyOf(value.Utf8.AsSpan()) is { } key
        ? $"{what} is sealed with the key \"{key}\" and cannot be opened: Storage:Encryption:Keys has no such key, or it is not what was sealed there."
        : null;

    /// <summary>Why input, checkpoint or result of a job cannot be used; null if they can.</summary>
    public static string? FaultOf(JobRecord job) =>
        FaultOf(job.Input, "The input") ?? FaultOf(job.Checkpoint, "The checkpoint") ?? FaultOf(job.Result, "The result");

    /// <summary>The job, if it can be shown whole.</summary>
    /// <exception cref="StoreException">A value of it cannot be opened.</exception>
    public static JobRecord Demand(JobRecord job) => FaultOf(job) is { } fault ? throw Fault(fault) : job;

    /// <summary>The failure of one who needs a value that cannot be opened.</summary>
    public static StoreException Fault(string why) => new(why, outcomeUnknown: false) { IsSealed = true };
}
