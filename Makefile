# Cunli 村里. What people type; the work is done in tools/ and by the `cunli` command.
# Variables: PORT=8000  DATA=data  DATABASE_URL=postgresql://…  PYTHON=python3
PYTHON ?= python3
export PORT DATA DATABASE_URL DEMO CHROMIUM

.DEFAULT_GOAL := help
.PHONY: help run test bench docs messages format lock

help: ## show this list  看有哪些命令
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/' | expand -t 20

run: ## set up, load the invented county into a new database, serve on 127.0.0.1:PORT  启动
	@$(PYTHON) -m tools.run

test: ## set up and run every gate on both engines  全部检查和测试
	@$(PYTHON) -m tools.test

bench: ## measure what is promised, on both engines; results are kept in benchmarks/results  性能测量
	@$(PYTHON) -m tools.ground test
	@.venv/bin/python -m benchmarks

docs: ## write the generated documents anew  生成文档
	@$(PYTHON) -m tools.ground test
	@.venv/bin/cunli procedures --docs

messages: ## gather the words of the screens and bring the three languages up to date  更新译文
	@$(PYTHON) -m tools.ground test
	@.venv/bin/python -m tools.messages

format: ## bring source and templates into the one form  统一格式
	@$(PYTHON) -m tools.ground test
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format .
	@find src -path '*/templates/*' -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

lock: ## write requirements/*.txt anew from pyproject.toml  更新依赖锁
	@$(PYTHON) -m tools.ground test
	@sh tools/lock.sh
