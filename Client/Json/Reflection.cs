namespace OrleansJobs.Client.Json;

internal static class Reflection
{
    public const string Warning = "Reads or writes JSON by reflection. Programs that are trimmed or compiled ahead of time use the overload with a JsonTypeInfo.";
}
