// Load on a running service, over HTTP as its callers send it. Loopback only. And parts of it that are measured by themselves.
//   dotnet run -c Release --project Benchmarks -- throughput [--url http://127.0.0.1:5000] [--connections 32] [--seconds 10]
//   dotnet run -c Release --project Benchmarks -- latency    [--url http://127.0.0.1:5000] [--jobs 1000]
//   dotnet run -c Release --project Benchmarks -- soak       --service .../OrleansJobs.WebFrontend.dll [--minutes 30] [--kill-every 60]
//   dotnet run -c Release --project Benchmarks -- health     [--url http://127.0.0.1:5000] [--seconds 10]
//   dotnet run -c Release --project Benchmarks -- sum        [--seconds 10]
using OrleansJobs.Benchmarks;
using OrleansJobs.Benchmarks.Soak;

var arguments = Arguments.Parse(args);
if (arguments.Command == "soak") return await new SoakRun(arguments).Run() ? 0 : 1;

using var service = new Service(arguments.Url, arguments.Connections);
switch (arguments.Command)
{
    case "throughput": await Throughput.Run(service, arguments); break;
    case "latency": await Latency.Run(service, arguments); break;
    case "health": await HealthLatency.Run(arguments); break;
    case "sum": SumSpeed.Run(arguments); break;
    default: throw new ArgumentException($"Unknown command {arguments.Command}: throughput, latency, soak, health or sum.");
}

return 0;
