using System.Text.Json;
using OrleansJobs.Grains.Jobs;
using OrleansJobs.Grains.Schedules;
using OrleansJobs.Jobs;
using OrleansJobs.Silo.Storage.Sealing;

namespace OrleansJobs.Silo.Storage.Schedules;

/// <summary>A schedule as the text of its row: JSON, and the input of its jobs in a line before it if it is sealed.</summary>
internal static class ScheduleText
{
    /// <summary>Inputs that it has.</summary>
    public const int Inputs = 1;

    public static string Of(ScheduleRecord schedule, RowSealing sealing)
    {
        var stored = sealing.Seal(schedule.Spec.Job.Input, PlaceOf(schedule.Name));
        return SealedJson.Is(stored) ? SealedLines.Join([stored], JsonOf(With(schedule, null))) : JsonOf(schedule);
    }

    public static ScheduleRecord Read(string text, RowSealing sealing)
    {
        if (SealedLines.Split(text, Inputs) is not var (inputs, json)) return RecordOf(text);
        var schedule = RecordOf(json);
        return With(schedule, sealing.Open(inputs[0], PlaceOf(schedule.Name)));
    }

    private static string PlaceOf(string name) => $"schedule:{name}";

    private static ScheduleRecord With(ScheduleRecord schedule, Json? input) =>
        schedule with { Spec = schedule.Spec with { Job = schedule.Spec.Job with { Input = input } } };

    private static string JsonOf(ScheduleRecord schedule) => JsonSerializer.Serialize(schedule, StorageJson.Default.ScheduleRecord);

    private static ScheduleRecord RecordOf(string json) => JsonSerializer.Deserialize(json, StorageJson.Default.ScheduleRecord)!;
}
