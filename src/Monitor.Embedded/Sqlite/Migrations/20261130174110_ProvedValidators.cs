using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Monitor.Embedded.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ProvedValidators : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "RefusalDetail",
                table: "Exchanges",
                type: "TEXT",
                maxLength: 300,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ValidatorCircuit",
                table: "Channels",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ValidatorFailedAt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ValidatorHash",
                table: "Channels",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ValidatorProvedAt",
                table: "Channels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ValidatorWay",
                table: "Channels",
                type: "TEXT",
                maxLength: 64,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "RefusalDetail",
                table: "Exchanges");

            migrationBuilder.DropColumn(
                name: "ValidatorCircuit",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "ValidatorFailedAt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "ValidatorHash",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "ValidatorProvedAt",
                table: "Channels");

            migrationBuilder.DropColumn(
                name: "ValidatorWay",
                table: "Channels");
        }
    }
}
